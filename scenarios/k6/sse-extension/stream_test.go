package sse

import (
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.k6.io/k6/v2/js/modulestest"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/netext"
	"go.k6.io/k6/v2/metrics"
)

// A user is a virtual user of k6 with this module, and a server that it can reach.
type user struct {
	runtime *modulestest.Runtime
	dialer  *netext.Dialer
	samples chan metrics.SampleContainer
	// The script's output, in order.
	said []string
	// Bytes that the server wrote, headers included.
	writtenBytes *atomic.Int64
}

func newUser(t *testing.T, handler http.HandlerFunc) *user {
	u := &user{
		runtime:      modulestest.NewRuntime(t),
		dialer:       netext.NewDialer(net.Dialer{}, nil),
		samples:      make(chan metrics.SampleContainer, 100),
		writtenBytes: new(atomic.Int64),
	}
	server := httptest.NewUnstartedServer(handler)
	server.Listener = countingListener{server.Listener, u.writtenBytes}
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(u.runtime.CancelContext) // First: a server closes when its streams have ended.

	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	transport := &http.Transport{DialContext: u.dialer.DialContext}
	t.Cleanup(transport.CloseIdleConnections)
	state := &lib.State{
		Options:        lib.Options{SystemTags: &metrics.DefaultSystemTagSet},
		BuiltinMetrics: u.runtime.BuiltinMetrics,
		Dialer:         u.dialer,
		Transport:      transport,
		CookieJar:      jar,
		Samples:        u.samples,
		Tags:           lib.NewVUStateTags(u.runtime.VU.InitEnvField.Registry.RootTagSet()),
	}
	instance := new(module).NewModuleInstance(u.runtime.VU)
	for name, value := range map[string]any{
		"sse":     instance.Exports().Default,
		"address": server.URL,
		"say":     func(text string) { u.said = append(u.said, text) },
		"leave":   u.runtime.CancelContext,
	} {
		require.NoError(t, u.runtime.VU.Runtime().Set(name, value))
	}
	u.runtime.MoveToVUContext(state)
	return u
}

// run runs a script to its end and returns its output.
func (u *user) run(t *testing.T, script string) []string {
	_, err := u.runtime.RunOnEventLoop(`(async () => {` + script + `})()`)
	require.NoError(t, err)
	return u.said
}

// Outputs each event, and at the end why there are no more.
const followToTheEnd = `
	const client = sse.openAsync(address, { headers: { 'Last-Event-ID': '6' } });
	const tell = ({ id, name, data }) => { say([id, name, data].join('|')); return false; };
	try { await client.waitForEventAsync(tell, 20000); } catch (error) { say(String(error)); }`

type countingListener struct {
	net.Listener
	bytes *atomic.Int64
}

func (l countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return countingConn{conn, l.bytes}, err
}

type countingConn struct {
	net.Conn
	bytes *atomic.Int64
}

func (c countingConn) Write(text []byte) (int, error) {
	c.bytes.Add(int64(len(text))) // Before the write: the reader may check at once.
	return c.Conn.Write(text)
}

// begin sends the head of a stream and returns a function that sends a piece of it.
func begin(w http.ResponseWriter) (send func(text string)) {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	send = func(text string) {
		fmt.Fprint(w, text)
		w.(http.Flusher).Flush()
	}
	send("")
	return send
}

const stream = "\ufeffid: 7\ndata: first\n\n" +
	":\n\n" +
	"id: 8\n: in between\ndata: two\ndata:\ndata:  lines\n\n" +
	"event: gone\ndata: {}\n\n" +
	"id: 9\n\n" +
	"event: nothing\n\n" +
	"retry: 10\r\nother: x\r\ndata:crlf\r\n\r\n" +
	"data: unfinished\ndata: line"

var eventsOfStream = []string{
	"7||first", "8||two\n\n lines", "8|gone|{}", "9||crlf", "the server ended the stream",
}

func TestEventsComeInOrderAsTheStandardReadsThem(t *testing.T) {
	for name, pieces := range map[string][]string{
		"at once":      {stream},
		"byte by byte": strings.SplitAfter(stream, ""),
	} {
		t.Run(name, func(t *testing.T) {
			u := newUser(t, func(w http.ResponseWriter, _ *http.Request) {
				send := begin(w)
				for _, piece := range pieces {
					send(piece)
				}
			})
			require.Equal(t, eventsOfStream, u.run(t, followToTheEnd))
			require.Equal(t, u.writtenBytes.Load(), atomic.LoadInt64(&u.dialer.BytesRead), "bytes as k6 counts them")
		})
	}
}

func TestMoreEventsThanFitInWaitForTheScript(t *testing.T) {
	const count = 20 * maxUnread
	u := newUser(t, func(w http.ResponseWriter, _ *http.Request) {
		send := begin(w)
		for number := range count {
			send(fmt.Sprintf("data: %d\n\n", number))
		}
	})
	said := u.run(t, `
		const client = sse.openAsync(address);
		let next = 0;
		// One wait after the other, each for one event.
		while (next < 100) await client.waitForEventAsync(({ data }) => Number(data) === next++, 20000);
		const inOrder = ({ data }) => { if (Number(data) !== next++) say(data); return false; };
		try { await client.waitForEventAsync(inOrder, 20000); } catch { say(String(next)); }`)
	require.Equal(t, []string{fmt.Sprint(count)}, said)
}

func TestAnEventTooLongIsAnError(t *testing.T) {
	u := newUser(t, func(w http.ResponseWriter, _ *http.Request) {
		begin(w)("data: " + strings.Repeat("x", maxEventBytes))
	})
	require.Equal(t, []string{"the stream could not be read: bufio.Scanner: token too long"}, u.run(t, followToTheEnd))
}

func TestTheRequestIsAnEventSources(t *testing.T) {
	headers := make(chan http.Header, 1)
	u := newUser(t, func(w http.ResponseWriter, r *http.Request) {
		headers <- r.Header
		begin(w)
	})
	u.run(t, followToTheEnd)
	given := <-headers
	require.Equal(t, "text/event-stream", given.Get("Accept"))
	require.Equal(t, "6", given.Get("Last-Event-ID"))

	counted := (<-u.samples).GetSamples()
	require.Equal(t, metrics.HTTPReqsName, counted[0].Metric.Name)
	require.Equal(t, metrics.HTTPReqFailedName, counted[1].Metric.Name)
	require.Zero(t, counted[1].Value)
	tags := counted[0].Tags.Map()
	require.Equal(t, []string{"200", "GET", "HTTP/1.1"}, []string{tags["status"], tags["method"], tags["proto"]})
}

func TestAStreamThatBreaksOffIsAnError(t *testing.T) {
	for name, lingerSeconds := range map[string]int{"reset": 0, "cut": -1} {
		t.Run(name, func(t *testing.T) {
			came := make(chan struct{})
			u := newUser(t, func(w http.ResponseWriter, _ *http.Request) {
				begin(w)("id: 7\ndata: first\n\ndata: second")
				<-came
				conn, _, err := w.(http.Hijacker).Hijack()
				if err == nil {
					err = conn.(countingConn).Conn.(*net.TCPConn).SetLinger(lingerSeconds)
					conn.Close()
				}
				if err != nil {
					t.Error(err)
				}
			})
			require.NoError(t, u.runtime.VU.Runtime().Set("came", func() { close(came) }))
			said := u.run(t, `
				const client = sse.openAsync(address);
				say((await client.waitForEventAsync(() => true, 20000)).data);
				came();
				try { await client.waitForEventAsync(() => true, 20000); } catch (error) { say(String(error)); }`)
			require.Len(t, said, 2)
			require.Equal(t, "first", said[0])
			require.Regexp(t, "^the stream broke off: .*(reset|EOF)", said[1])
		})
	}
}

// A server that sends one event, then nothing until its client has left.
func oneEvent(gone chan<- struct{}) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		begin(w)("data: first\n\n")
		<-r.Context().Done()
		close(gone)
	}
}

func TestCloseEndsConnectionAndWait(t *testing.T) {
	for name, script := range map[string]string{
		"of itself": `
			await client.waitForEventAsync(() => true, 20000);
			setTimeout(() => client.close(), 1);`,
		"in a wait": `await client.waitForEventAsync(() => { client.close(); return true; }, 20000);`,
	} {
		t.Run(name, func(t *testing.T) {
			gone := make(chan struct{})
			u := newUser(t, oneEvent(gone))
			said := u.run(t, `
				const client = sse.openAsync(address);`+script+`
				await client.waitForEventAsync(() => false, 0).catch(error => say(String(error)));
				client.close();`)
			require.Equal(t, []string{"the script closed the stream"}, said)
			<-gone
		})
	}
}

func TestItEndsWithTheVirtualUser(t *testing.T) {
	gone := make(chan struct{})
	u := newUser(t, oneEvent(gone))
	said := u.run(t, `
		const client = sse.openAsync(address);
		await client.waitForEventAsync(() => { leave(); return false; }, 0).catch(error => say(String(error)));`)
	require.Equal(t, []string{"the virtual user's time is up"}, said)
	<-gone
}

func TestWhatIsNoStreamIsAnError(t *testing.T) {
	for why, handler := range map[string]http.HandlerFunc{
		"the server answered 204 No Content, and not with a stream": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNoContent)
		},
		"the server answered 503 Service Unavailable, and not with a stream": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprint(w, "data: first\n\n")
		},
		`the server answered with content of type "text/html", and not with a stream`: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "data: first\n\n")
		},
	} {
		u := newUser(t, handler)
		require.Equal(t, []string{why}, u.run(t, followToTheEnd))
		counted := (<-u.samples).GetSamples()
		require.EqualValues(t, 1, counted[1].Value, "http_req_failed")
	}
}

func TestAWait(t *testing.T) {
	for name, test := range map[string]struct{ script, said string }{
		"ends when its time is up, and another may follow": {
			`await client.waitForEventAsync(() => true, 20000);
			await client.waitForEventAsync(() => true, 5).catch(error => say(String(error)));
			await client.waitForEventAsync(() => true, 5).catch(error => say(String(error)));`,
			"the event did not come in time, the event did not come in time",
		},
		"rejects with what its condition throws": {
			`const holds = ({ data }) => { throw new RangeError(data); };
			await client.waitForEventAsync(holds, 20000).catch(error => say(String(error)));`,
			"RangeError: first",
		},
		"takes a function": {
			`try { client.waitForEventAsync('first', 20000); } catch (error) { say(error.message); }`,
			"waitForEventAsync takes a function that says whether an event is the one",
		},
		"is the only one": {
			`const first = client.waitForEventAsync(() => true, 20000);
			try { client.waitForEventAsync(() => true, 20000); } catch (error) { say(error.message); }
			say((await first).data);`,
			"a stream has one wait at a time, first",
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := newUser(t, oneEvent(make(chan struct{})))
			script := `const client = sse.openAsync(address);` + test.script + `client.close();`
			require.Equal(t, test.said, strings.Join(u.run(t, script), ", "))
		})
	}
}

func TestOpenAsyncRefusesWhatItDoesNotKnow(t *testing.T) {
	u := newUser(t, http.NotFound)
	said := u.run(t, `
		try { sse.openAsync(address, { method: 'POST' }); } catch (error) { say(error.message); }
		try { sse.openAsync('http://[') } catch (error) { say(error.message); }
		await sse.openAsync('news').waitForEventAsync(() => true, 0).catch(error => say(String(error)));`)
	require.Len(t, said, 3)
	require.Equal(t, `openAsync has no option "method", only headers`, said[0])
	require.Contains(t, said[1], "missing ']' in host")
	require.Contains(t, said[2], "unsupported protocol scheme")
}

func TestAStreamTakesAVirtualUser(t *testing.T) {
	runtime := modulestest.NewRuntime(t)
	instance := new(module).NewModuleInstance(runtime.VU)
	require.NoError(t, runtime.VU.Runtime().Set("sse", instance.Exports().Default))
	_, err := runtime.RunOnEventLoop(`sse.openAsync('http://localhost')`)
	require.ErrorContains(t, err, "not while the script is loaded")
}
