using System.Globalization;
using System.Text.RegularExpressions;
using Jumpbox.Explaining;
using Jumpbox.Reproducing;

namespace Jumpbox.Evidence.Log;

/// <summary>Reads a log line by line: which step is running, what it prints, where it ends.</summary>
internal sealed partial class LogParser
{
    public const string Deprovision = "deprovision";
    private const int ShownLines = 20;

    private readonly List<LogLine> _lines = [];
    private readonly List<OpenStep> _steps = [];
    private readonly List<LogToolVersion> _tools = [];
    private readonly LoggedList<LogPackage> _packages = new("PACKAGES", LogPackage.Of);
    private readonly LoggedList<LogModule> _modules = new("MODULES", LogModule.Of);
    private readonly LoggedList<LogOrigin> _origins = new("ORIGINS", LogOrigin.Of);
    private OpenStep? _open;
    private DateTimeOffset? _time;
    private int? _exitCode;
    private bool _failed;
    private string? _tree;

    /// <summary>Returns the last line that a step printed.</summary>
    public static string LastLine(LogStep step) =>
        step.Lines.LastOrDefault(line => line.Text.StartsWith("jumpbox: FAILED", StringComparison.Ordinal))?.Text
        ?? step.Lines.LastOrDefault(line => line.Kind == LogLineKind.Said)?.Text
        ?? "";

    public void Take(LogLine line)
    {
        _lines.Add(line);
        _time = line.Time ?? _time;
        if (Starting().Match(line.Text) is { Success: true } starting)
        {
            _open = new OpenStep(starting.Groups["kind"].Value) { Started = _time };
            _steps.Add(_open);
        }
        else if (line.Text.Contains("(telemetry) ending ", StringComparison.Ordinal))
        {
            // Packer ends its builder in the same words; by then no step is open.
            _open?.End(_time);
            _open = null;
        }
        else if (line.Text.Contains("(telemetry) found error", StringComparison.Ordinal) && _steps.Count > 0)
        {
            Fail(line.Text);
        }
        else
        {
            AddOutput(line);
        }
    }

    public CustomizationLog Finish(bool ended)
    {
        bool failed = _failed || (ended && _open is not null);
        LogStep[] steps =
        [
            .. _steps.Select((step, index) => step.Close(index + 1, failed && index == _steps.Count - 1)),
        ];
        return new CustomizationLog(_lines, steps, failed ? Explain(steps) : null, _tools, _packages.Items)
        {
            Modules = _modules.Items,
            TreeDigest = _tree,
            Origins = _origins.HadOne ? _origins.Items : null,
            ListProblem = _packages.Problem ?? _modules.Problem ?? _origins.Problem,
        };
    }

    private void AddOutput(LogLine line)
    {
        // Of several lines the last one counts, so a step of the user's cannot print another digest than the rehearsal.
        _tree = TreeLine.IsOne(line.Text) ? TreeLine.DigestOf(line.Text) : _tree;
        if (_packages.Take(line) || _modules.Take(line) || _origins.Take(line) || line.Kind == LogLineKind.Noise)
        {
            return;
        }
        _open?.Lines.Add(line);
        if (Named().Match(line.Text) is { Success: true } named && _open is not null)
        {
            _open.Name = named.Groups["name"].Value;
        }
        else if (line.Text.Contains("DeprovisioningScript", StringComparison.Ordinal) && _open is { Lines.Count: < 5 })
        {
            _open.Name = Deprovision;
        }
        else if (_open?.Name == "tool-versions" && Answer().Match(line.Text) is { Success: true } answer)
        {
            _tools.Add(new LogToolVersion(answer.Groups["name"].Value, answer.Groups["version"].Value));
        }
        if (Ended().IsMatch(line.Text))
        {
            Fail(line.Text);
        }
    }

    private void Fail(string text)
    {
        _failed = true;
        // A script may print any number; one that is not an exit code is ignored.
        if (
            ExitCode().Match(text) is { Success: true } code
            && int.TryParse(code.Groups["code"].ValueSpan, CultureInfo.InvariantCulture, out int number)
        )
        {
            _exitCode ??= number;
        }
    }

    private LogFailure Explain(LogStep[] steps)
    {
        LogStep? step = steps.LastOrDefault() is { State: LogStepState.Failed } last ? last : null;
        LogLine[] lines =
        [
            .. (step?.Lines ?? [.. _lines.Where(line => line.Kind is LogLineKind.Said or LogLineKind.Failure)]).Where(
                line => !Ended().IsMatch(line.Text)
            ),
        ];
        string[] texts = [.. lines.Select(line => line.Text)];
        FailureExplanation explanation = FailureExplainer.Explain(null, texts, FailurePhase.Run);
        string[] told = texts;
        if (explanation.Causes.Count == 0)
        {
            // If the step's own lines match nothing, the service's last lines may.
            string[] service = [.. _lines.Where(line => line.Kind == LogLineKind.Failure).Select(line => line.Text)];
            FailureExplanation other = FailureExplainer.Explain(null, service, FailurePhase.Run);
            (told, explanation) = other.Causes.Count > 0 ? (service, other) : (told, explanation);
        }
        return new LogFailure(
            step,
            _exitCode,
            [
                .. texts
                    .Where(text => text.StartsWith("jumpbox: FAILED ", StringComparison.Ordinal))
                    .Select(text => text[16..]),
            ],
            [
                .. texts
                    .Where(text => text.StartsWith("jumpbox: cure: ", StringComparison.Ordinal))
                    .Select(text => text[15..]),
            ],
            [.. lines.TakeLast(ShownLines)],
            explanation
        )
        {
            Told = told,
        };
    }

    private sealed class OpenStep(string kind)
    {
        public string Name { get; set; } = kind;
        public DateTimeOffset? Started { get; init; }
        public DateTimeOffset? Ended { get; set; }
        public List<LogLine> Lines { get; } = [];
        private bool _ended;

        public void End(DateTimeOffset? time)
        {
            Ended = time;
            _ended = true;
        }

        public LogStep Close(int number, bool failed) =>
            new(
                number,
                Name,
                failed ? LogStepState.Failed
                    : _ended ? LogStepState.Succeeded
                    : LogStepState.Running,
                Started,
                Ended,
                Lines
            );
    }

    [GeneratedRegex(@"\(telemetry\) Starting provisioner (?<kind>\S+)")]
    private static partial Regex Starting();

    [GeneratedRegex(@"\Ajumpbox: step (?<name>[a-z0-9-]+)\z")]
    private static partial Regex Named();

    [GeneratedRegex(@"\Ajumpbox: (?<name>[a-z0-9-]+) (?<version>\d\S*)\z")]
    private static partial Regex Answer();

    // Scripts may print these words too, but then the build continues and ends its step.
    [GeneratedRegex(
        @"\ABuild '[^']+' errored|[Ss]cript exited with non-zero exit status|\AProvisioning step had errors|Timeout waiting for microservice"
    )]
    private static partial Regex Ended();

    [GeneratedRegex(@"exit status: (?<code>\d+)")]
    private static partial Regex ExitCode();
}

/// <summary>One line of a build log.</summary>
/// <param name="Number">The line number in the file, from 1.</param>
/// <param name="Time">The time in the line, to the second; null for most.</param>
/// <param name="Text">The line without the service's prefixes, control codes removed.</param>
/// <param name="Kind">Its kind.</param>
public sealed record LogLine(int Number, DateTimeOffset? Time, string Text, LogLineKind Kind);
