using System.Text;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence.Log;
using Jumpbox.Templates;

namespace Build.Terminal;

/// <summary>The state of a running image build and its changes: phase, step, errors.</summary>
/// <param name="template">The template, with the step names.</param>
internal sealed class BuildNarration(TemplateRecord template)
{
    private const string Distributing = "Distributing";

    private readonly StringBuilder _log = new();
    private IReadOnlyList<StepPlace> _places = [];
    private int _stepsShown;
    private string _trouble = "";

    /// <summary>The template of the last poll; null before the first one.</summary>
    public ImageTemplate? Template { get; private set; }

    /// <summary>Azure's name of the phase; empty before the first poll.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>The running step; null before the first one and while the image is distributed.</summary>
    public StepPlace? Place { get; private set; }

    /// <summary>The last line of output; empty before the first one and while the image is distributed.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>All output that was received so far; may be read while polls go on.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Updates the state with a poll.</summary>
    /// <param name="moment">The latest poll.</param>
    /// <returns>A line for each change.</returns>
    public IReadOnlyList<string> Take(BuildMoment moment)
    {
        List<string> news = [.. Trouble(moment.Sighting)];
        if (moment.Sighting.Template is not { } seen)
        {
            return news;
        }
        Template = seen;
        if (moment.LogNews.Length > 0)
        {
            lock (_log)
            {
                _log.Append(moment.LogNews);
            }
        }
        CustomizationLog log =
            moment.LogNews.Length > 0 ? CustomizationLog.Parse(_log.ToString()) : CustomizationLog.Empty;
        string phase = PhaseOf(seen.LastRun);
        if (moment.LogNews.Length > 0)
        {
            _places = StepPlace.Of(log, template.Customizers, template.Validators);
        }
        // The log lags one poll behind: steps of the previous phase come before the new phase. It can also be ahead, because it is
        // read after the phase: validations wait until their phase is reported.
        bool IsDue(StepPlace place) => place.Kind != StepKind.Validation || KindOf(phase) != StepKind.Step;
        news.AddRange(Steps(place => phase == Phase ? IsDue(place) : place.Kind != KindOf(phase)));
        if (phase != Phase)
        {
            Phase = phase;
            news.Add(phase);
        }
        news.AddRange(Steps(IsDue));
        LastLine = log.Lines.LastOrDefault(line => line.Kind == LogLineKind.Said)?.Text ?? LastLine;
        if (Phase == Distributing)
        {
            // No step runs: the last one and its output would look like the current state.
            (Place, LastLine) = (null, "");
        }
        return news;
    }

    /// <summary>Formats the reason why a build ended without an image.</summary>
    /// <param name="template">The template of the last poll.</param>
    /// <param name="logs">The downloaded logs.</param>
    /// <param name="folder">The folder of the logs.</param>
    /// <param name="missing">Why there are no logs; null otherwise.</param>
    public static string Verdict(ImageTemplate? template, LogSummary logs, string folder, string? missing = null) =>
        string.Join(
            '\n',
            [
                template is { LastRun.State: RunState.None }
                    ? $"Azure reports no build of {template.Name}: something between this machine and Azure may have answered the request to start it."
                    : $"The image build of {template?.Name} ended as {template?.LastRun.State} in phase {template?.LastRun.Phase ?? "unknown"}.",
                .. logs.FailureLines(template is null ? null : RunText(template.LastRun)),
                $"Azure's message: {template?.LastRun.Message ?? "none."}",
                missing is null ? $"The logs are in {folder}." : $"No log is available: {missing}",
                "What to do: remove the cause, and run the same command again.",
            ]
        );

    /// <summary>What Azure reports about a run that failed, as one text: its state, its phase, its message.</summary>
    /// <param name="run">The run.</param>
    public static string RunText(ImageRun run) =>
        $"Azure reports runState {run.State}, runSubState {run.Phase ?? "unknown"}: {run.Message ?? "no message."}";

    // While a build is being cancelled, the service still reports the phase that it interrupts.
    private static string PhaseOf(ImageRun run) =>
        run.State == RunState.Canceling ? run.State.ToString() : run.Phase ?? run.State.ToString();

    private static StepKind? KindOf(string phase) =>
        phase switch
        {
            "Customizing" => StepKind.Step,
            "Validating" => StepKind.Validation,
            _ => null,
        };

    private IEnumerable<string> Steps(Func<StepPlace, bool> belongs)
    {
        for (; _stepsShown < _places.Count && belongs(_places[_stepsShown]); _stepsShown++)
        {
            Place = _places[_stepsShown];
            yield return $"  {Place}";
        }
    }

    private IEnumerable<string> Trouble(RunSighting sighting)
    {
        string trouble = sighting.Trouble?.Code ?? "";
        if (trouble != _trouble)
        {
            yield return trouble.Length > 0
                ? $"Azure cannot report the state of the build right now ({trouble}); waiting."
                : "Azure reports the state of the build again.";
        }
        _trouble = trouble;
    }
}
