namespace Jumpbox.Evidence.Log;

/// <summary>One step of an image build, as the log shows it.</summary>
/// <param name="Number">The step's place in the log, from 1.</param>
/// <param name="Name">
/// The step's own name where it printed one, otherwise the kind of its provisioner, for example <c>shell</c>.
/// </param>
/// <param name="State">Its state.</param>
/// <param name="Started">When it began, to the second; null where the log has no time.</param>
/// <param name="Ended">When it ended, to the second; null where it has not, or the log has no time.</param>
/// <param name="Lines">The log's lines of this step that are not noise, without the service's prefixes.</param>
public sealed record LogStep(
    int Number,
    string Name,
    LogStepState State,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    IReadOnlyList<LogLine> Lines
)
{
    /// <summary>How long it took; null where unknown.</summary>
    public TimeSpan? Duration => Ended - Started;
}

/// <summary>The state of a step of an image build.</summary>
public enum LogStepState
{
    /// <summary>It has begun and not ended.</summary>
    Running,

    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It was the last one, and the build failed in it.</summary>
    Failed,
}
