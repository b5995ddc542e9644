using System.Text.RegularExpressions;

namespace Ci.Tests;

/// <summary>GitHub Actions: expressions with operators, outputs in a file.</summary>
/// <param name="inputs">The workflow's inputs.</param>
/// <param name="origin">What started the run; by default a person, on the main branch.</param>
internal sealed partial class GitHubDialect(IReadOnlyDictionary<string, string> inputs, CiOrigin? origin = null)
    : ICiDialect
{
    private readonly CiOrigin _origin = origin ?? CiOrigin.Main;

    public bool Holds(string condition, CiState state)
    {
        string text = Whole().Match(condition) is { Success: true } whole ? whole.Groups[1].Value : condition;
        if (text.Length == 0)
        {
            return state.Good;
        }
        bool asksStatus =
            text.Contains("always()", StringComparison.Ordinal)
            || text.Contains("!failure()", StringComparison.Ordinal);
        return (asksStatus || state.Good) && IsTrue(Or(text, state));
    }

    public string Fill(string text, CiState state) =>
        Expression().Replace(text, found => Or(found.Groups[1].Value, state));

    public IReadOnlyDictionary<string, string?> Variables(string folder) =>
        new Dictionary<string, string?>
        {
            ["GITHUB_ACTIONS"] = "true",
            ["CI"] = "true",
            ["RUNNER_ENVIRONMENT"] = "github-hosted",
            ["GITHUB_REF"] = _origin.Ref,
            ["GITHUB_OUTPUT"] = Path.Combine(folder, "output"),
            ["GITHUB_STEP_SUMMARY"] = Path.Combine(folder, "summary"),
            ["RUNNER_TEMP"] = Path.Combine(folder, "temp"),
        };

    public IReadOnlyDictionary<string, string> Outputs(string printed, string folder)
    {
        string file = Path.Combine(folder, "output");
        return File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split('=', 2))
                .GroupBy(pair => pair[0])
                .ToDictionary(group => group.Key, group => group.Last()[1])
            : new Dictionary<string, string>();
    }

    // Operators in the order of their strength; none of the pipeline's expressions has parentheses.
    private string Or(string text, CiState state)
    {
        string value = "";
        foreach (string part in text.Split("||"))
        {
            value = And(part, state);
            if (IsTrue(value))
            {
                break;
            }
        }
        return value;
    }

    private string And(string text, CiState state)
    {
        string value = "";
        foreach (string part in text.Split("&&"))
        {
            value = Compare(part.Trim(), state);
            if (!IsTrue(value))
            {
                break;
            }
        }
        return value;
    }

    private string Compare(string text, CiState state)
    {
        Match pair = Comparison().Match(text);
        return pair.Success
            ? Bool(
                (Look(pair.Groups[1].Value, state) == Look(pair.Groups[3].Value, state))
                    == (pair.Groups[2].Value == "==")
            )
            : Look(text, state);
    }

    private string Look(string text, CiState state)
    {
        string path = text.Trim();
        string[] parts = path.Split('.');
        return parts switch
        {
            _ when path.StartsWith('\'') => path.Trim('\''),
            ["always()"] or ["!cancelled()"] => "true",
            ["!failure()"] => Bool(!state.Failed),
            _ when Format().Match(path) is { Success: true } format => format
                .Groups[1]
                .Value.Replace("{0}", Look(format.Groups[2].Value, state), StringComparison.Ordinal),
            ["env", string name] => Fill(state.Environment[name], state),
            ["job", "workflow_repository"] => inputs.GetValueOrDefault("workflow_repository", "me/boxes"),
            ["github", "repository"] => "me/boxes",
            ["github", "run_attempt"] => $"{state.Attempt}",
            ["github", "event_name"] => "workflow_dispatch",
            ["github", "ref"] => _origin.Ref,
            ["github", "ref_type"] => _origin.Ref.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch",
            ["github", "ref_name"] => _origin.Ref.Split('/', 3)[2],
            ["github", "event", "repository", "default_branch"] => "main",
            ["github", "event", "pull_request", "base", "sha"] => inputs.GetValueOrDefault("base", ""),
            ["github", "event", "before"] => "",
            ["github", "token"] => CiRun.Token,
            ["vars", _] => "",
            ["inputs", string name] => inputs.GetValueOrDefault(name, ""),
            ["needs", string job, "result"] => state.Results[job] == "succeeded" ? "success"
            : state.Results[job] == "failed" ? "failure"
            : state.Results[job],
            ["needs", string job, "outputs", string name] => state.Outputs.GetValueOrDefault($"{job}/{name}", ""),
            ["steps", string step, "outputs", string name] => state.Outputs.GetValueOrDefault($"{step}.{name}", ""),
            _ => throw new InvalidOperationException($"'{path}' is not known to this test."),
        };
    }

    private static string Bool(bool value) => value ? "true" : "false";

    private static bool IsTrue(string value) => value.Length > 0 && value != "false";

    [GeneratedRegex(@"\$\{\{ (.+?) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\A\$\{\{ (.+) \}\}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\Aformat\('([^']*)', ([\w.]+)\)\z")]
    private static partial Regex Format();

    [GeneratedRegex(@"\A(.+?)\s*(==|!=)\s*(.+)\z")]
    private static partial Regex Comparison();
}
