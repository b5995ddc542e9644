using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>
/// Runs jobs as a CI would: each one's steps in order, by a shell, in a checkout; a job after the ones it needs, if its
/// condition says so.
/// </summary>
internal sealed partial class CiRun(string checkout, IReadOnlyDictionary<string, string?> variables)
{
    private readonly Dictionary<string, string> _results = [];

    /// <summary>What became of each job: <c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public IReadOnlyDictionary<string, string> Results => _results;

    /// <summary>Everything that was printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Runs the jobs.</summary>
    /// <param name="jobs">The jobs, each after the ones it needs.</param>
    /// <param name="change">Changes a step's command, or says by null that it cannot run here.</param>
    public async Task RunAsync(IReadOnlyList<CiJob> jobs, Func<CiJob, string, string?> change)
    {
        foreach (CiJob job in jobs)
        {
            bool succeeded = job.Needs.All(need => _results[need] == "succeeded");
            _results[job.Name] =
                !Holds(job.Condition, succeeded) ? "skipped"
                : await RunAsync(job, change) ? "succeeded"
                : "failed";
        }
    }

    private async Task<bool> RunAsync(CiJob job, Func<CiJob, string, string?> change)
    {
        bool good = true;
        foreach (CiStep step in job.Steps)
        {
            if (step.Command is null || !Holds(step.Condition, good) || change(job, step.Command) is not { } command)
            {
                continue;
            }
            BufferedCommandResult result = await Cli.Wrap("bash")
                .WithArguments(["-eo", "pipefail", "-c", command])
                .WithWorkingDirectory(checkout)
                .WithEnvironmentVariables(variables)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Output += $"[{job.Name}] {command}\n{result.StandardOutput}{result.StandardError}\n";
            good &= result.ExitCode == 0;
        }
        return good;
    }

    // The conditions that our pipelines use, and no others: a new one must be taught here.
    private bool Holds(string condition, bool succeeded)
    {
        if (condition.Length == 0)
        {
            return succeeded;
        }
        if (condition == "always()")
        {
            return true;
        }
        if (NotSkipped().Match(condition) is { Success: true } skipped)
        {
            return _results[skipped.Groups["job"].Value.ToLowerInvariant()] != "skipped";
        }
        if (condition is "github.ref == 'refs/heads/main'")
        {
            return succeeded;
        }
        Match both = Both().Match(condition);
        Assert.True(both.Success, $"The condition '{condition}' is not known to this test.");
        (string left, string right) = (both.Groups["left"].Value, both.Groups["right"].Value);
        left = left switch
        {
            "variables['Build.Reason']" => "Manual",
            "variables['Build.SourceBranch']" => "refs/heads/main",
            _ => left.Trim('\''),
        };
        return succeeded && (left == right) == (both.Groups["how"].Value == "eq");
    }

    [GeneratedRegex(
        @"\A(?:not\(in\(dependencies\.(?<job>[A-Za-z]+)_\w+\.result, 'Skipped'\)\)|always\(\) && needs\.(?<job>\w+)\.result != 'skipped')\z"
    )]
    private static partial Regex NotSkipped();

    [GeneratedRegex(
        @"\Aand\(succeeded\(\), (?<how>eq|ne)\((?<left>'[^']*'|variables\['[\w.]+'\]), '(?<right>[^']*)'\)\)\z"
    )]
    private static partial Regex Both();
}
