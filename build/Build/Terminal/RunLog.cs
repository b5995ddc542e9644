using System.Globalization;
using Build.Ci;
using Cake.Core.Diagnostics;
using Jumpbox.Boundaries;

namespace Build.Terminal;

/// <summary>
/// Cake's log with one message per failure. The engine first logs that a task failed and, after its report, why; this log
/// joins the two. Commands of a CI system are escaped, because lines of the image build's log are printed too, and their
/// author must not set the pipeline's variables. Secrets are removed from all messages, because this is the last step before
/// the console.
/// </summary>
/// <param name="inner">Receives the messages.</param>
/// <param name="ci">The CI system that reads them; null for none.</param>
/// <param name="interrupted">
/// Whether the run was interrupted, in which case the reason is not logged as a failure; null for never.
/// </param>
internal sealed class RunLog(ICakeLog inner, CiSystem? ci = null, Func<bool>? interrupted = null) : ICakeLog
{
    private const string TaskFailed = "An error occurred when executing task '{0}'.";
    private const string Why = "Error: {0}";
    private object? _task;

    /// <inheritdoc/>
    public Verbosity Verbosity
    {
        get => inner.Verbosity;
        set => inner.Verbosity = value;
    }

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level == LogLevel.Error && format == TaskFailed && args.Length == 1)
        {
            _task = args[0];
        }
        else if (level == LogLevel.Error && format == Why && _task is not null && interrupted?.Invoke() == true)
        {
            inner.Write(
                verbosity,
                level,
                "{0} was interrupted. Run the same command again to continue where it stopped.",
                _task
            );
            _task = null;
        }
        else if (level == LogLevel.Error && format == Why && args.Length == 1 && _task is not null)
        {
            Say(verbosity, level, "Error: {0} failed. {1}", [_task, args[0]]);
            _task = null;
        }
        else
        {
            Say(verbosity, level, format, args);
        }
    }

    private void Say(Verbosity verbosity, LogLevel level, string format, object[] args)
    {
        if (ci is null)
        {
            inner.Write(
                verbosity,
                level,
                Plain(format),
                [.. args.Select(arg => arg is IFormattable ? arg : Plain(arg))]
            );
            return;
        }
        // A runner parses complete lines, and two harmless parts may form a command.
        string whole = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        inner.Write(verbosity, level, "{0}", ci.Disarm(Plain(whole)));
    }

    private static string Plain(object? text) => Redaction.Scrub(PlainText.Lines(text?.ToString() ?? ""));
}
