namespace Jumpbox.Azure;

/// <summary>How the last image build of a template stands, as <c>lastRunStatus.runState</c> says.</summary>
public enum RunState
{
    /// <summary>The template was never built.</summary>
    None,

    /// <summary>A build is at work.</summary>
    Running,

    /// <summary>A build is being cancelled.</summary>
    Canceling,

    /// <summary>The image is made and distributed.</summary>
    Succeeded,

    /// <summary>Some of several distributions failed.</summary>
    PartiallySucceeded,

    /// <summary>The build failed.</summary>
    Failed,

    /// <summary>The build was cancelled.</summary>
    Canceled,

    /// <summary>A word that this version does not know.</summary>
    Unknown,
}
