using System.Globalization;
using Build.Ci;
using Cake.Core.Diagnostics;
using Jumpbox.Boundaries;

namespace Build.Terminal;

/// <summary>
/// Cake's log with one message for one failure. The engine first says that a task failed and, after its report, why; here the
/// two become one line that says both. A CI system finds no command in what is logged: lines of the image build's log are
/// printed too, and whoever can write there must not set the pipeline's variables. And nobody finds a secret in it, whatever
/// the message is made of: this is the edge where the console ends.
/// </summary>
internal sealed class RunLog : ICakeLog
{
    private const string TaskFailed = "An error occurred when executing task '{0}'.";
    private const string Why = "Error: {0}";
    private readonly ICakeLog _inner;
    private readonly CiSystem? _ci;
    private readonly Func<bool>? _interrupted;
    private object? _task;

    /// <summary>Writes to another log.</summary>
    /// <param name="inner">Takes the messages.</param>
    /// <param name="ci">The CI system that reads them; null for none.</param>
    /// <param name="interrupted">Whether the run was stopped, so that the reason is not a failure's; null for never.</param>
    public RunLog(ICakeLog inner, CiSystem? ci = null, Func<bool>? interrupted = null)
    {
        _interrupted = interrupted;
        _inner = inner;
        _ci = ci;
    }

    /// <inheritdoc/>
    public Verbosity Verbosity
    {
        get => _inner.Verbosity;
        set => _inner.Verbosity = value;
    }

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (level == LogLevel.Error && format == TaskFailed && args.Length == 1)
        {
            _task = args[0];
        }
        else if (level == LogLevel.Error && format == Why && _task is not null && _interrupted?.Invoke() == true)
        {
            _inner.Write(
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
        if (_ci is null)
        {
            _inner.Write(
                verbosity,
                level,
                Plain(format),
                [.. args.Select(arg => arg is IFormattable ? arg : Plain(arg))]
            );
            return;
        }
        // A runner reads lines, so the whole of what is said is looked at: two harmless parts may become one command.
        string whole = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        _inner.Write(verbosity, level, "{0}", _ci.Disarm(Plain(whole)));
    }

    private static string Plain(object? text) => Redaction.Scrub(PlainText.Lines(text?.ToString() ?? ""));
}
