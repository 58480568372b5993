package sse

import (
	"errors"
	"time"

	"github.com/grafana/sobek"
)

var errLate = errors.New("the event did not come in time")

// wait is a script's wait for an event for which holds is true. All of it runs on the event loop.
type wait struct {
	stream          *Stream
	holds           sobek.Callable
	resolve, reject func(any) error
	// The zero time for a wait without a deadline.
	deadline time.Time
	timer    *time.Timer
}

// WaitForEventAsync resolves with the first unread event for which holds is true. It rejects when
// the stream has ended, or after timeoutMs; with 0 it has no deadline.
func (s *Stream) WaitForEventAsync(holds sobek.Value, timeoutMs int64) (*sobek.Promise, error) {
	function, isFunction := sobek.AssertFunction(holds)
	if !isFunction {
		return nil, errors.New("waitForEventAsync takes a function that says whether an event is the one")
	}
	if s.waited {
		return nil, errors.New("a stream has one wait at a time")
	}
	s.waited = true
	promise, resolve, reject := s.vu.Runtime().NewPromise()
	w := &wait{stream: s, holds: function, resolve: resolve, reject: reject}
	if timeoutMs > 0 {
		timeout := time.Duration(timeoutMs) * time.Millisecond
		w.deadline = time.Now().Add(timeout)
		w.timer = time.AfterFunc(timeout, s.rouse)
	}
	w.sleep()
	return promise, nil
}

// sleep makes the event loop check again when there is an event, an end or a timeout.
func (w *wait) sleep() {
	s := w.stream
	enqueue := s.vu.RegisterCallback()
	s.mu.Lock()
	s.wake = func() { enqueue(w.look) }
	// Events while no wait was sleeping have woken none.
	isDue := s.end != nil || len(s.events) > 0 || w.isLate()
	s.mu.Unlock()
	if isDue {
		s.rouse()
	}
}

// look checks each event that is there now. Later ones wait for other work on the event loop.
func (w *wait) look() error {
	s := w.stream
	// Read before the events, so that all events before the end are included.
	end := s.ended()
	for count := len(s.events); count > 0 && !s.closed; count-- {
		event := s.vu.Runtime().ToValue(<-s.events)
		isIt, err := w.holds(sobek.Undefined(), event)
		if err != nil {
			return w.fail(err)
		}
		if isIt.ToBoolean() {
			return w.finish(w.resolve, event)
		}
	}
	switch {
	case end != nil:
		return w.finish(w.reject, end)
	case w.isLate():
		return w.finish(w.reject, errLate)
	}
	w.sleep()
	return nil
}

// fail rejects with what holds threw. An interrupt by k6 ends the iteration.
func (w *wait) fail(err error) error {
	var thrown *sobek.Exception
	if !errors.As(err, &thrown) {
		return err
	}
	return w.finish(w.reject, thrown.Value())
}

func (w *wait) finish(how func(any) error, result any) error {
	w.stream.waited = false
	if w.timer != nil {
		w.timer.Stop()
	}
	return how(result)
}

func (w *wait) isLate() bool { return !w.deadline.IsZero() && !time.Now().Before(w.deadline) }
