using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Jumpbox.Evidence.Report;

namespace Build.Telemetry;

/// <summary>
/// The activities and a metric of a run: targets and phases of the image build, and requests from .NET's HTTP client. They
/// are stored for the report's timeline and exported by <see cref="TelemetryExport"/> if enabled.
/// </summary>
internal sealed class RunTelemetry : IDisposable
{
    /// <summary>The name of source and meter.</summary>
    public const string Name = "Jumpbox";

    /// <summary>The source and meter of .NET's HTTP client.</summary>
    public const string Http = "System.Net.Http";

    // One source per run: concurrent runs of one process (in tests) do not observe each other.
    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _durations;
    private readonly ActivityListener _listener;
    private readonly ConcurrentDictionary<Activity, int> _requests = new();
    private readonly List<RunSpan> _spans = [];
    private Activity? _run;
    private Activity? _target;
    private Activity? _phase;

    /// <summary>Starts listening.</summary>
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

    /// <summary>Starts the run.</summary>
    /// <param name="target">The target that was requested.</param>
    public void Begin(string target)
    {
        _run = _source.StartActivity("run", ActivityKind.Internal);
        _run?.SetTag("jumpbox.target", target);
    }

    /// <summary>Starts a target.</summary>
    /// <param name="name">Its name.</param>
    public void BeginTarget(string name)
    {
        _target = _source.StartActivity(name, ActivityKind.Internal);
        _target?.SetTag("jumpbox.target", name);
    }

    /// <summary>Ends the target and its phase.</summary>
    /// <param name="succeeded">Whether it succeeded.</param>
    /// <returns>The spans since the start of the run.</returns>
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

    /// <summary>Starts a phase of the image build.</summary>
    /// <param name="name">Azure's name of the phase.</param>
    public void Phase(string name)
    {
        if (_phase?.OperationName == name)
        {
            return;
        }
        EndPhase(succeeded: true);
        // Polls belong to the target; the phase only observes them.
        Activity? before = Activity.Current;
        _phase = _source.StartActivity(name, ActivityKind.Internal, _target?.Context ?? default);
        Activity.Current = before;
    }

    /// <summary>Ends the run.</summary>
    /// <param name="succeeded">Whether it succeeded.</param>
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
        // A build that has ended is in no phase.
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
