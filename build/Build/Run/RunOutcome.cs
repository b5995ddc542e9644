using Jumpbox.Azure.SignIn;
using Jumpbox.Journaling;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Run;

/// <summary>The outcome of a run, for the exit code.</summary>
internal sealed class RunOutcome
{
    private Exception? _failure;
    private bool _stopping;

    /// <summary>Records what ended the run early.</summary>
    /// <param name="failure">The exception, or null for success.</param>
    /// <param name="stopping">Whether the run was asked to stop.</param>
    public void Note(Exception? failure, bool stopping)
    {
        _failure = failure;
        _stopping = stopping;
    }

    /// <summary>Whether the run was interrupted by a signal without a failure.</summary>
    public bool Interrupted => _stopping && Reason is OperationCanceledException;

    /// <summary>Whether the run left an image build that is still running.</summary>
    public bool Detached => Reason is DetachedException;

    /// <summary>What ended the run early; null for success.</summary>
    public Exception? Reason => _failure is AggregateException { InnerException: Exception inner } ? inner : _failure;

    /// <summary>
    /// 0 success; 1 a target failed; 2 the settings or arguments are invalid; 3 detached from a running build. A failure
    /// outside a target is from Cake's parsing of the arguments.
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

/// <summary>
/// Thrown when the run leaves a running build; the same command attaches to it. Not a failure, but there is no image yet.
/// </summary>
/// <param name="message">What continues, and how to attach.</param>
internal sealed class DetachedException(string message) : Exception(message) { }
