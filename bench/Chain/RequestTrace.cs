using System.Diagnostics;

namespace Chain.Bench;

/// <summary>Hears every HTTP request of this process with its times.</summary>
internal sealed class RequestTrace : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<SentRequest> _requests = [];
    private readonly DateTime _began = DateTime.UtcNow;

    public RequestTrace()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests.OrderBy(request => request.Started)];
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Activity activity)
    {
        if (activity.GetTagItem("url.full") is string address)
        {
            TimeSpan started = activity.StartTimeUtc - _began;
            lock (_requests)
            {
                _requests.Add(
                    new SentRequest(
                        activity.GetTagItem("http.request.method") as string ?? "",
                        address,
                        started,
                        started + activity.Duration
                    )
                );
            }
        }
    }
}
