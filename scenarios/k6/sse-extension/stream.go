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
	// maxUnread events wait here for the script. Later ones wait in the connection, where the
	// server notices it.
	maxUnread = 256
	// A longer event ends the stream.
	maxEventBytes = 16 << 20
)

var (
	errEnded  = errors.New("the server ended the stream")
	errClosed = errors.New("the script closed the stream")
	errOver   = errors.New("the virtual user's time is up")
)

// Event is an event as scripts see it.
type Event struct {
	// ID is the last id of the stream, from this event or an earlier one.
	ID string `js:"id"`
	// Name is empty if the event has none.
	Name string `js:"name"`
	Data string `js:"data"`
}

// Stream is one connection, from openAsync to its end. It does not reconnect.
type Stream struct {
	vu     modules.VU
	state  *lib.State
	cancel context.CancelFunc
	// events have arrived and are unread. None is sent after end is set.
	events chan Event

	// Only the event loop uses these.
	closed, waited bool

	mu sync.Mutex
	// end is the reason why no more events arrive; nil while they may.
	end error
	// wake makes the wait check again, once; nil if no wait is sleeping.
	wake func()
}

// Close ends the connection, and a pending wait. Unread events are dropped.
func (s *Stream) Close() {
	s.closed = true
	s.finish(errClosed)
	s.cancel()
}

// follow reads the stream to its end, in parallel with the event loop.
func (s *Stream) follow(client *http.Client, request *http.Request, tags metrics.TagsAndMeta) {
	defer s.cancel()
	err := s.read(client, request, tags)
	if request.Context().Err() != nil {
		err = errOver // If the script closed it, errClosed was set before.
	}
	s.finish(err)
}

// read passes on the events of a stream, and returns why there are no more.
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

// A source always ends with an error. After an end without one, the parser would make an event of
// an unfinished one, which the standard drops. It keeps the error, because the parser may replace
// it.
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

// connect returns an answer that is an event stream, and reports the request to k6.
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

// refusal returns why an answer is no event stream; nil if it is one.
func refusal(response *http.Response) error {
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answered %s, and not with a stream", response.Status)
	}
	given := response.Header.Get("Content-Type")
	// The parameters after the type are ignored, even if they are malformed.
	if kind, _, _ := mime.ParseMediaType(given); kind != "text/event-stream" {
		return fmt.Errorf("the server answered with content of type %q, and not with a stream", given)
	}
	return nil
}

// finish sets the end of the stream, once, and wakes the wait.
func (s *Stream) finish(why error) {
	s.mu.Lock()
	if s.end == nil {
		s.end = why
	}
	s.mu.Unlock()
	s.rouse()
}

// rouse makes a sleeping wait check again.
func (s *Stream) rouse() {
	s.mu.Lock()
	wake := s.wake
	s.wake = nil
	s.mu.Unlock()
	if wake != nil {
		wake()
	}
}

// ended returns why no more events arrive, or nil.
func (s *Stream) ended() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.end
}
