package sse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"sync"

	sse "github.com/tmaxmax/go-sse"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"
)

const (
	// maxUnread events wait here for the script; what comes after them waits in the connection, where the server notices.
	maxUnread = 256
	// A stream with a longer event breaks off.
	maxEventBytes = 16 << 20
)

var (
	errEnded  = errors.New("the server ended the stream")
	errClosed = errors.New("the script closed the stream")
	errOver   = errors.New("the virtual user's time is up")
)

// Event is an event as scripts see it.
type Event struct {
	// ID is the last that the stream told, be it in this event or earlier.
	ID string `js:"id"`
	// Name is empty where the event has none.
	Name string `js:"name"`
	Data string `js:"data"`
}

// Stream is one connection, from openAsync to its end. It does not come back by itself.
type Stream struct {
	vu     modules.VU
	state  *lib.State
	cancel context.CancelFunc
	// events came and were not looked at yet. None is sent after end is set.
	events chan Event

	// Of the event loop alone.
	closed, waited bool

	mu sync.Mutex
	// end says why nothing more comes; nil as long as something may.
	end error
	// wake makes the wait look again, once; nil where none sleeps.
	wake func()
}

// Close ends the connection, and a wait for it. What came and was not looked at is dropped.
func (s *Stream) Close() {
	s.closed = true
	s.finish(errClosed)
	s.cancel()
}

// follow reads the stream to its end, beside the event loop.
func (s *Stream) follow(client *http.Client, request *http.Request, tags metrics.TagsAndMeta) {
	defer s.cancel()
	err := s.read(client, request, tags)
	if request.Context().Err() != nil {
		err = errOver // Unless the script closed it, which was said before.
	}
	s.finish(err)
}

// read hands out the events of a stream, and returns why there are no more.
func (s *Stream) read(client *http.Client, request *http.Request, tags metrics.TagsAndMeta) error {
	response, err := s.connect(client, request, tags)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body := &source{reader: response.Body}
	for event, err := range sse.Read(body, &sse.ReadConfig{MaxEventSize: maxEventBytes}) {
		switch {
		case body.end != nil && err != nil:
			return body.end
		case err != nil:
			return fmt.Errorf("the stream could not be read: %w", err)
		case event.Data == "":
			continue // An id or a name without data is no event.
		}
		select {
		case s.events <- Event{ID: event.LastEventID, Name: event.Type, Data: event.Data}:
			s.rouse()
		case <-request.Context().Done():
			return errOver
		}
	}
	return errEnded
}

// A source always ends by an error: at an end without one the parser makes an event of what has no blank line after it,
// and the standard has that dropped. It keeps the error, which the parser may replace by one of its own.
type source struct {
	reader io.Reader
	end    error
}

func (s *source) Read(into []byte) (int, error) {
	count, err := s.reader.Read(into)
	switch {
	case err == io.EOF:
		s.end = errEnded
	case err != nil:
		s.end = fmt.Errorf("the stream broke off: %w", err)
	}
	return count, s.end
}

// connect returns the answer that is an event stream, and tells k6 of the request.
func (s *Stream) connect(
	client *http.Client, request *http.Request, tags metrics.TagsAndMeta,
) (*http.Response, error) {
	response, err := client.Do(request)
	if err == nil {
		if err = refusal(response); err != nil {
			response.Body.Close()
		}
	}
	s.count(request, response, err, tags)
	return response, err
}

// refusal says in which way an answer is no event stream; nil where it is one.
func refusal(response *http.Response) error {
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answered %s, and not with a stream", response.Status)
	}
	given := response.Header.Get("Content-Type")
	// What follows the type may be odd; it plays no part.
	if kind, _, _ := mime.ParseMediaType(given); kind != "text/event-stream" {
		return fmt.Errorf("the server answered with content of type %q, and not with a stream", given)
	}
	return nil
}

// finish sets the end of the stream, once, and tells who waits.
func (s *Stream) finish(why error) {
	s.mu.Lock()
	if s.end == nil {
		s.end = why
	}
	s.mu.Unlock()
	s.rouse()
}

// rouse makes the wait look again, if there is one that sleeps.
func (s *Stream) rouse() {
	s.mu.Lock()
	wake := s.wake
	s.wake = nil
	s.mu.Unlock()
	if wake != nil {
		wake()
	}
}

// ended returns why nothing more comes, or nil.
func (s *Stream) ended() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end
}
