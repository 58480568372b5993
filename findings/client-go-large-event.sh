#!/bin/bash
# An event over 64 KiB silences two Go clients of event streams: no event, no error.
#
# The standard (WHATWG HTML §9.2) has no limit for an event. Both clients read through a buffer of
# 64 KiB by default.
# Seen with Go 1.26.8, on 28 November 2026, an event of 60,000 and one of 100,000 bytes:
#   r3labs/sse v2.10.0        60,000 arrive; at 100,000 it comes back again and again, and
#                             SubscribeRaw does not return
#   tmaxmax/go-sse v0.12.0    60,000 arrive; at 100,000 it comes back again and again, and
#                             Connect does not return
# With a larger buffer (ClientMaxBufferSize, Connection.Buffer) both get the event.
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
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"

	r3labs "github.com/r3labs/sse/v2"
	tmaxmax "github.com/tmaxmax/go-sse"
)

const enough = 1 << 20

// What a client must do: hand the length of each event's data to got, until the context ends.
type client func(ctx context.Context, url string, bufferBytes int, got func(int)) error

func byR3labs(ctx context.Context, url string, bufferBytes int, got func(int)) error {
	source := r3labs.NewClient(url)
	if bufferBytes > 0 {
		source = r3labs.NewClient(url, r3labs.ClientMaxBufferSize(bufferBytes))
	}
	return source.SubscribeRawWithContext(ctx, func(event *r3labs.Event) { got(len(event.Data)) })
}

func byTmaxmax(ctx context.Context, url string, bufferBytes int, got func(int)) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	connection := (&tmaxmax.Client{}).NewConnection(request)
	if bufferBytes > 0 {
		connection.Buffer(make([]byte, 0, 4096), bufferBytes)
	}
	connection.SubscribeToAll(func(event tmaxmax.Event) { got(len(event.Data)) })
	return connection.Connect()
}

// What happens to one event of sizeBytes within some seconds.
func seen(connect client, sizeBytes, bufferBytes int) string {
	var requests, events atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprintf(w, "data: %s\n\n", strings.Repeat("x", sizeBytes))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	ctx, cancel := context.WithCancel(context.Background())
	returned := make(chan error, 1)
	arrived := make(chan bool, 100)
	go func() {
		returned <- connect(ctx, server.URL, bufferBytes, func(bytes int) {
			if bytes == sizeBytes {
				events.Add(1)
				arrived <- true
			}
		})
	}()
	result := ""
	select {
	case <-arrived:
		result = "arrives"
	case err := <-returned:
		result = fmt.Sprintf("returns: %v", err)
	case <-time.After(8 * time.Second):
		if requests.Load() > 1 && events.Load() == 0 {
			result = "does not arrive, comes back again and again, does not return"
		} else {
			result = fmt.Sprintf("%d requests, %d events", requests.Load(), events.Load())
		}
	}
	cancel()
	server.CloseClientConnections()
	return result
}

func main() {
	clients := []struct {
		name    string
		connect client
	}{{"r3labs/sse v2.10.0", byR3labs}, {"tmaxmax/go-sse v0.12.0", byTmaxmax}}
	for _, c := range clients {
		fmt.Printf("%s, 60,000 bytes: %s\n", c.name, seen(c.connect, 60_000, 0))
		fmt.Printf("%s, 100,000 bytes: %s\n", c.name, seen(c.connect, 100_000, 0))
		fmt.Printf("%s, 100,000 bytes, buffer of 1 MiB: %s\n", c.name, seen(c.connect, 100_000, enough))
	}
}
END
go mod init seen >/dev/null 2>&1
go get github.com/r3labs/sse/v2@v2.10.0 github.com/tmaxmax/go-sse@v0.12.0 2>/dev/null || exit 1
go version
go build -o seen . || exit 1
seen=$(NO_PROXY=127.0.0.1 timeout 60 ./seen) || exit 1
echo "$seen"
silent='does not arrive, comes back again and again, does not return'
[ "$seen" = "r3labs/sse v2.10.0, 60,000 bytes: arrives
r3labs/sse v2.10.0, 100,000 bytes: $silent
r3labs/sse v2.10.0, 100,000 bytes, buffer of 1 MiB: arrives
tmaxmax/go-sse v0.12.0, 60,000 bytes: arrives
tmaxmax/go-sse v0.12.0, 100,000 bytes: $silent
tmaxmax/go-sse v0.12.0, 100,000 bytes, buffer of 1 MiB: arrives" ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
