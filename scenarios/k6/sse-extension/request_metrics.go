package sse

import (
	"net/http"
	"strconv"
	"time"

	"go.k6.io/k6/v2/metrics"
)

// count reports a request to k6 under its usual metrics and tags: that it was made, and whether it
// failed. A stream has no request duration: http_req_duration and its parts are left to k6/http.
func (s *Stream) count(
	request *http.Request, response *http.Response, err error, tags metrics.TagsAndMeta,
) {
	state := s.state
	tag := func(name metrics.SystemTag, value string) {
		tags.SetSystemTagOrMetaIfEnabled(state.Options.SystemTags, name, value)
	}
	tag(metrics.TagMethod, request.Method)
	tag(metrics.TagURL, request.URL.String())
	tag(metrics.TagName, request.URL.String())
	var failed float64
	if response != nil {
		tag(metrics.TagStatus, strconv.Itoa(response.StatusCode))
		tag(metrics.TagProto, response.Proto)
	}
	if err != nil {
		tag(metrics.TagError, err.Error())
		failed = 1
	}
	now := time.Now()
	sample := func(metric *metrics.Metric, value float64) metrics.Sample {
		series := metrics.TimeSeries{Metric: metric, Tags: tags.Tags}
		return metrics.Sample{TimeSeries: series, Time: now, Metadata: tags.Metadata, Value: value}
	}
	metrics.PushIfNotDone(request.Context(), state.Samples, metrics.ConnectedSamples{
		Samples: []metrics.Sample{
			sample(state.BuiltinMetrics.HTTPReqs, 1),
			sample(state.BuiltinMetrics.HTTPReqFailed, failed),
		},
		Tags: tags.Tags,
		Time: now,
	})
}
