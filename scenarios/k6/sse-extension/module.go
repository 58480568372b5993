// Package sse gives k6 the module k6/x/sse for event streams (WHATWG HTML §9.2). It has the part of
// github.com/phymbert/xk6-sse that scenarios/k6/sse.ts uses.
package sse

import (
	"context"
	"fmt"
	"net/http"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
)

func init() { modules.Register("k6/x/sse", new(module)) }

type module struct{}

// NewModuleInstance is called once for each virtual user.
func (*module) NewModuleInstance(vu modules.VU) modules.Instance { return &instance{vu} }

type instance struct{ vu modules.VU }

func (i *instance) Exports() modules.Exports {
	return modules.Exports{Default: map[string]any{"openAsync": i.openAsync}}
}

// openAsync begins to connect and returns at once. A wait for an event reports the result.
func (i *instance) openAsync(address string, params sobek.Value) (*Stream, error) {
	state := i.vu.State()
	if state == nil {
		return nil, common.NewInitContextError("a stream is opened by a virtual user, not while the script is loaded")
	}
	ctx, cancel := context.WithCancel(i.vu.Context())
	request, err := i.request(ctx, address, params)
	if err != nil {
		cancel()
		return nil, err
	}
	stream := &Stream{vu: i.vu, state: state, cancel: cancel, events: make(chan Event, maxUnread)}
	// The virtual user's own transport. Its dialer counts the bytes, and it has k6's settings of
	// TLS, proxy and hosts.
	client := &http.Client{Transport: state.Transport, Jar: state.CookieJar}
	go stream.follow(client, request, state.Tags.GetCurrentValues())
	return stream, nil
}

// request builds the request of an EventSource, with k6's name and the headers of params.
func (i *instance) request(ctx context.Context, address string, params sobek.Value) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Cache-Control", "no-cache")
	request.Header.Set("User-Agent", i.vu.State().Options.UserAgent.String)
	if common.IsNullish(params) {
		return request, nil
	}
	object := params.ToObject(i.vu.Runtime())
	for _, name := range object.Keys() {
		if name != "headers" {
			return nil, fmt.Errorf("openAsync has no option %q, only headers", name)
		}
	}
	if given := object.Get("headers"); !common.IsNullish(given) {
		headers := given.ToObject(i.vu.Runtime())
		for _, name := range headers.Keys() {
			request.Header.Set(name, headers.Get(name).String())
		}
	}
	return request, nil
}
