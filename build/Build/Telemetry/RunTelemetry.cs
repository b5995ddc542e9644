using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Jumpbox.Evidence.Report;

namespace Build.Telemetry;

/// <summary>
/// What a run does, as activities and a metric: targets and phases of the image build are ours, requests are those of .NET's
/// own HTTP client. They are kept for the report's time line; <see cref="TelemetryExport"/> sends them on where that is requested.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    /// <summary>The name of source and meter.</summary>
    public const string Name = "Jumpbox";

    /// <summary>The source and meter of .NET's HTTP client.</summary>
    public const string Http = "System.Net.Http";

    // One source a run: several runs of one process (in tests) do not hear each other.
    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _durations;
    private readonly ActivityListener _listener;
    private readonly ConcurrentDictionary<Activity, int> _requests = new();
    private readonly List<RunSpan> _spans = [];
    private Activity? _run;
    private Activity? _target;
    private Activity? _phase;

    /// <summary>Begins to listen.</summary>
    public RunTelemetry()
    {
        _durations = _meter.CreateHistogram<double>(
            "jumpbox.target.duration",
            "s",
            "The duration of a target, by name and outcome."
        );
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _source) || source.Name == Http,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = Count,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The run begins.</summary>
    /// <param name="target">The target that was requested.</param>
    public void Begin(string target)
    {
        _run = _source.StartActivity("run", ActivityKind.Internal);
        _run?.SetTag("jumpbox.target", target);
    }

    /// <summary>A target begins.</summary>
    /// <param name="name">Its name.</param>
    public void BeginTarget(string name)
    {
        _target = _source.StartActivity(name, ActivityKind.Internal);
        _target?.SetTag("jumpbox.target", name);
    }

    /// <summary>The target ends, and the phase in it.</summary>
    /// <param name="succeeded">Whether it ended well.</param>
    /// <returns>What took place since the run began.</returns>
    public IReadOnlyList<RunSpan> EndTarget(bool succeeded)
    {
        EndPhase(succeeded);
        if (End(ref _target, RunTimes.Target, succeeded) is { } span)
        {
            _durations.Record(
                (span.Ended - span.Started).TotalSeconds,
                new("jumpbox.target", span.Name),
                new("jumpbox.outcome", succeeded ? "succeeded" : "failed")
            );
        }
        return _spans;
    }

    /// <summary>The image build is in another phase.</summary>
    /// <param name="name">Azure's word for it.</param>
    public void Phase(string name)
    {
        if (_phase?.OperationName == name)
        {
            return;
        }
        EndPhase(succeeded: true);
        // Looks at the build are the target's: the phase is only seen by them.
        Activity? before = Activity.Current;
        _phase = _source.StartActivity(name, ActivityKind.Internal, _target?.Context ?? default);
        Activity.Current = before;
    }

    /// <summary>The run ends.</summary>
    /// <param name="succeeded">Whether it ended well.</param>
    public void End(bool succeeded)
    {
        EndTarget(succeeded);
        _run?.SetStatus(succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        _run?.Dispose();
        _run = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _phase?.Dispose();
        _target?.Dispose();
        _run?.Dispose();
        _listener.Dispose();
        _source.Dispose();
        _meter.Dispose();
    }

    private void EndPhase(bool succeeded)
    {
        // A build that has ended is in no phase; its last word is only told.
        if (_phase is { OperationName: not ("Succeeded" or "Failed" or "Canceled") })
        {
            End(ref _phase, RunTimes.Phase, succeeded);
        }
        _phase?.Dispose();
        _phase = null;
    }

    private RunSpan? End(ref Activity? activity, string kind, bool succeeded)
    {
        if (activity is not { } ended)
        {
            return null;
        }
        activity = null;
        ended.SetStatus(succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        ended.Stop();
        RunSpan span = new(
            kind,
            ended.OperationName,
            new DateTimeOffset(ended.StartTimeUtc, TimeSpan.Zero),
            new DateTimeOffset(ended.StartTimeUtc + ended.Duration, TimeSpan.Zero),
            _requests.GetValueOrDefault(ended),
            succeeded
        );
        ended.Dispose();
        _spans.Add(span);
        return span;
    }

    private void Count(Activity stopped)
    {
        if (stopped.Source.Name != Http)
        {
            return;
        }
        for (Activity? above = stopped.Parent; above is not null; above = above.Parent)
        {
            if (ReferenceEquals(above, _target))
            {
                _requests.AddOrUpdate(above, 1, (_, count) => count + 1);
                return;
            }
        }
    }
}
