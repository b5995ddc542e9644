namespace Jumpbox.Azure.Clients;

/// <summary>The last image build of a template.</summary>
/// <param name="State">Its state.</param>
/// <param name="Phase">
/// Queued, Building, Customizing, Optimizing, Validating or Distributing; null when Azure reports none.
/// </param>
/// <param name="Message">Azure's message without secrets; null if there is none.</param>
/// <param name="Started">When it started.</param>
/// <param name="Ended">When it ended.</param>
public sealed record ImageRun(
    RunState State,
    string? Phase,
    string? Message,
    DateTimeOffset? Started,
    DateTimeOffset? Ended
)
{
    /// <summary>A template that was never built.</summary>
    public static ImageRun Never { get; } = new(RunState.None, null, null, null, null);

    /// <summary>Distinguishes this build from others of the same template, for the journal.</summary>
    public string Mark => $"{State} {Started?.UtcDateTime:O}";

    /// <summary>Whether a build is running or being cancelled.</summary>
    public bool IsRunning => State is RunState.Running or RunState.Canceling;
}

/// <summary>The state of the last image build of a template: <c>lastRunStatus.runState</c>.</summary>
public enum RunState
{
    /// <summary>The template was never built.</summary>
    None,

    /// <summary>A build is running.</summary>
    Running,

    /// <summary>A build is being cancelled.</summary>
    Canceling,

    /// <summary>The image was created and distributed.</summary>
    Succeeded,

    /// <summary>Some of several distributions failed.</summary>
    PartiallySucceeded,

    /// <summary>The build failed.</summary>
    Failed,

    /// <summary>The build was cancelled.</summary>
    Canceled,

    /// <summary>A state that this version does not know.</summary>
    Unknown,
}
