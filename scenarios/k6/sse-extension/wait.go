package sse

import (
	"errors"
	"time"

	"github.com/grafana/sobek"
)

var errLate = errors.New("the event did not come in time")

// wait is a script's wait for an event for which holds. All of it happens on the event loop.
type wait struct {
	stream          *Stream
	holds           sobek.Callable
	resolve, reject func(any) error
	// The zero time where it waits without end.
	deadline time.Time
	timer    *time.Timer
}

// WaitForEventAsync resolves at the first event for which holds, of all that were not looked at yet. It rejects when the
// stream is at its end, or after timeoutMs; 0 waits without end.
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

// sleep has the event loop look again as soon as there is something to see.
func (w *wait) sleep() {
	s := w.stream
	enqueue := s.vu.RegisterCallback()
	s.mu.Lock()
	s.wake = func() { enqueue(w.look) }
	// What happened while nobody slept has roused nobody.
	isDue := s.end != nil || len(s.events) > 0 || w.isLate()
	s.mu.Unlock()
	if isDue {
		s.rouse()
	}
}

// look asks about each event that is there now; later ones wait until others have had their turn on the event loop.
func (w *wait) look() error {
	s := w.stream
	// Read before the events: all that came before the end are then there.
	end := s.ended()
	for count := len(s.events); count > 0 && !s.closed; count-- {
		event := s.vu.Runtime().ToValue(<-s.events)
		isIt, err := w.holds(sobek.Undefined(), event)
		if err != nil {
			return w.fail(err)
		}
		if isIt.ToBoolean() {
			return w.settle(w.resolve, event)
		}
	}
	switch {
	case end != nil:
		return w.settle(w.reject, end)
	case w.isLate():
		return w.settle(w.reject, errLate)
	}
	w.sleep()
	return nil
}

// fail rejects with what holds threw; when k6 interrupts it, that ends the iteration.
func (w *wait) fail(err error) error {
	var thrown *sobek.Exception
	if !errors.As(err, &thrown) {
		return err
	}
	return w.settle(w.reject, thrown.Value())
}

func (w *wait) settle(how func(any) error, result any) error {
	w.stream.waited = false
	if w.timer != nil {
		w.timer.Stop()
	}
	return how(result)
}

func (w *wait) isLate() bool { return !w.deadline.IsZero() && !time.Now().Before(w.deadline) }
