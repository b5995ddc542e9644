namespace Jumpbox.Evidence.Log;

/// <summary>One step of an image build, as the log shows it.</summary>
/// <param name="Number">The step's number in the log, from 1.</param>
/// <param name="Name">
/// The step's name if it printed one, otherwise the kind of its provisioner, for example <c>shell</c>.
/// </param>
/// <param name="State">Its state.</param>
/// <param name="Started">When it started, to the second; null if the log has no time.</param>
/// <param name="Ended">When it ended, to the second; null if it has not, or the log has no time.</param>
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
    /// <summary>How long it took; null if unknown.</summary>
    public TimeSpan? Duration => Ended - Started;
}

/// <summary>The state of a step of an image build.</summary>
public enum LogStepState
{
    /// <summary>It has started and not ended.</summary>
    Running,

    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It is the last step, and the build failed in it.</summary>
    Failed,
}
