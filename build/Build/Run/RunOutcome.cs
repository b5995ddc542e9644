using Jumpbox.Azure.SignIn;
using Jumpbox.Journaling;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Run;

/// <summary>How a run ended, for the program's exit code.</summary>
internal sealed class RunOutcome
{
    private Exception? _failure;
    private bool _stopping;

    /// <summary>Notes what ended the run early.</summary>
    /// <param name="failure">The exception, or null when all went well.</param>
    /// <param name="stopping">Whether the run was asked to stop.</param>
    public void Note(Exception? failure, bool stopping)
    {
        _failure = failure;
        _stopping = stopping;
    }

    /// <summary>Whether the run was interrupted by a signal without a failure of its own.</summary>
    public bool Interrupted => _stopping && Reason is OperationCanceledException;

    /// <summary>Whether the run left an image build that is still running.</summary>
    public bool Detached => Reason is DetachedException;

    private Exception? Reason => _failure is AggregateException { InnerException: Exception inner } ? inner : _failure;

    /// <summary>
    /// 0 success; 1 a target failed; 2 the settings or arguments are wrong; 3 detached from a running build. A failure that no
    /// target saw comes from Cake's reading of the arguments.
    /// </summary>
    /// <param name="hostCode">The host's own exit code.</param>
    public int ExitCode(int hostCode) =>
        Reason switch
        {
            null => hostCode == 0 ? 0 : 2,
            Exception reason => ExitCodeOf(reason),
        };

    private static int ExitCodeOf(Exception failure) =>
        failure switch
        {
            SettingsException or PinException or CredentialException or JournalException { AtOpening: true } => 2,
            DetachedException => 3,
            _ => 1,
        };
}

/// <summary>The run left a build that is still running; the same command attaches to it. No failure, but no image yet either.</summary>
internal sealed class DetachedException : Exception
{
    /// <summary>Left.</summary>
    /// <param name="message">What continues, and how to attach.</param>
    public DetachedException(string message)
        : base(message) { }
}
