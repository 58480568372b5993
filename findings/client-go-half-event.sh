#!/bin/bash
# An event that a broken connection cut in half: one Go client hands it out as whole.
#
# WHATWG HTML §9.2.6: "If the file ends in the middle of an event, before the final empty line, the
# incomplete event is not dispatched." Its id does not count either.
# Seen with Go 1.26.8, on 28 November 2026. The stream was reset behind one whole event with id 7 and
# the first half of one with id 8:
#   r3labs/sse v2.10.0       hands out the half, and comes back with Last-Event-ID 8: the event is lost
#   tmaxmax/go-sse v0.12.0   hands out the whole one alone, and comes back with 7
# Who sets r3labs' Client.LastEventID back to that of the last event that could be read, in the
# handler, gets the event again.
set -u
command -v go >/dev/null || { echo 'go is not installed'; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
export GOMODCACHE="$folder/modules" GOFLAGS=-modcacherw GOTOOLCHAIN=local
cat > main.go <<'END'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	r3labs "github.com/r3labs/sse/v2"
	tmaxmax "github.com/tmaxmax/go-sse"
)

// What a client must do: hand the data of each event to got, until the context ends.
type client func(ctx context.Context, url string, got func(string))

func byR3labs(ctx context.Context, url string, got func(string)) {
	source := r3labs.NewClient(url)
	source.SubscribeRawWithContext(ctx, func(event *r3labs.Event) { got(string(event.Data)) })
}

func byCarefulR3labs(ctx context.Context, url string, got func(string)) {
	source := r3labs.NewClient(url)
	var lastID []byte
	source.SubscribeRawWithContext(ctx, func(event *r3labs.Event) {
		if json.Valid(event.Data) {
			lastID = event.ID
			got(string(event.Data))
		} else if lastID != nil {
			source.LastEventID.Store(lastID)
		}
	})
}

func byTmaxmax(ctx context.Context, url string, got func(string)) {
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	connection := (&tmaxmax.Client{}).NewConnection(request)
	connection.SubscribeToAll(func(event tmaxmax.Event) { got(event.Data) })
	connection.Connect()
}

// The data that the client hands out, and the id with which it comes back.
func seen(connect client) string {
	var lock sync.Mutex
	data := []string{}
	back := make(chan string, 100)
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		requests++
		isFirst := requests == 1
		lock.Unlock()
		w.Header().Set("Content-Type", "text/event-stream")
		if !isFirst {
			back <- r.Header.Get("Last-Event-ID")
			w.WriteHeader(http.StatusOK)
			<-r.Context().Done()
			return
		}
		fmt.Fprint(w, "id: 7\ndata: \"whole\"\n\nid: 8\ndata: \"ha")
		w.(http.Flusher).Flush()
		time.Sleep(300 * time.Millisecond)
		connection, _, _ := w.(http.Hijacker).Hijack()
		connection.(*net.TCPConn).SetLinger(0)
		connection.Close()
	}))
	ctx, cancel := context.WithCancel(context.Background())
	defer server.CloseClientConnections()
	defer cancel()
	go connect(ctx, server.URL, func(text string) {
		lock.Lock()
		data = append(data, text)
		lock.Unlock()
	})
	select {
	case id := <-back:
		lock.Lock()
		defer lock.Unlock()
		return fmt.Sprintf("%s, comes back with %s", data, id)
	case <-time.After(15 * time.Second):
		return "does not come back"
	}
}

func main() {
	fmt.Println("r3labs/sse v2.10.0:", seen(byR3labs))
	fmt.Println("r3labs/sse v2.10.0, id set back:", seen(byCarefulR3labs))
	fmt.Println("tmaxmax/go-sse v0.12.0:", seen(byTmaxmax))
}
END
go mod init seen >/dev/null 2>&1
go get github.com/r3labs/sse/v2@v2.10.0 github.com/tmaxmax/go-sse@v0.12.0 2>/dev/null || exit 1
go version
go build -o seen . || exit 1
seen=$(NO_PROXY=127.0.0.1 timeout 60 ./seen) || exit 1
echo "$seen"
[ "$seen" = 'r3labs/sse v2.10.0: ["whole" "ha], comes back with 8
r3labs/sse v2.10.0, id set back: ["whole"], comes back with 7
tmaxmax/go-sse v0.12.0: ["whole"], comes back with 7' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
