using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>
/// Runs jobs as a CI would: each in an empty artifacts folder, its steps in order, by a shell, in a checkout, with the job's and
/// the step's variables; a job after the ones it needs, if its condition says so; artifacts and outputs handed on.
/// </summary>
/// <param name="clone">The checkout of all jobs.</param>
/// <param name="dialect">The CI.</param>
/// <param name="caller">The run that this one is a part of, whose artifacts it shares; null for none.</param>
internal sealed class CiRun(Clone clone, ICiDialect dialect, CiRun? caller = null) : IDisposable
{
    /// <summary>The token that a step is given; nothing that a job leaves may hold it.</summary>
    public const string Token = "MARKEDSECRETMARKEDSECRETMARKEDSECRET";

    /// <summary>The folder of the checkout.</summary>
    public string Root { get; init; } = clone.Root;

    /// <summary>What the CI's services have of earlier runs; null for none.</summary>
    public StandInForReleases? Releases { get; init; }

    private const int Killed = 128 + 9;

    private readonly Dictionary<string, string> _results = [];
    private readonly Dictionary<string, string> _outputs = [];
    private readonly string _store = caller?._store ?? Directory.CreateTempSubdirectory("jumpbox-store-").FullName;
    private int _attempt = 1;

    /// <summary>What became of each job: <c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public IReadOnlyDictionary<string, string> Results => _results;

    /// <summary>What each job's steps set for later ones, as <c>job/step.name</c>.</summary>
    public IReadOnlyDictionary<string, string> Outputs => _outputs;

    /// <summary>Everything that was printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Everything that was added to a step's summary.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The folder of an artifact that was published.</summary>
    public string Artifact(string name) => Path.Combine(_store, name);

    public void Dispose()
    {
        IEnumerable<string> published = Directory
            .EnumerateFiles(_store, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(Token, StringComparison.Ordinal));
        try
        {
            Assert.Empty(published);
            Assert.DoesNotContain(Token, Output + Summary + string.Concat(_outputs.Values));
        }
        finally
        {
            if (caller is null)
            {
                Directory.Delete(_store, recursive: true);
            }
        }
    }

    /// <summary>Runs the jobs.</summary>
    /// <param name="jobs">The jobs, each after the ones it needs.</param>
    /// <param name="change">Changes a step's command, or says by null that it cannot run here.</param>
    public Task RunAsync(IReadOnlyList<CiJob> jobs, Func<CiJob, string, string?> change) =>
        RunAsync(jobs, jobs, change);

    /// <summary>Runs again what has not succeeded, as a person's "rerun failed jobs" does.</summary>
    /// <param name="jobs">The jobs, each after the ones it needs.</param>
    /// <param name="change">Changes a step's command, or says by null that it cannot run here.</param>
    public Task RerunFailedAsync(IReadOnlyList<CiJob> jobs, Func<CiJob, string, string?> change)
    {
        _attempt++;
        return RunAsync(jobs, [.. jobs.Where(job => _results[job.Name] != "succeeded")], change);
    }

    /// <summary>Runs one job again, whatever became of it.</summary>
    /// <param name="jobs">All jobs.</param>
    /// <param name="name">The name of the one to run.</param>
    /// <param name="change">Changes a step's command, or says by null that it cannot run here.</param>
    public Task RerunAsync(IReadOnlyList<CiJob> jobs, string name, Func<CiJob, string, string?> change)
    {
        _attempt++;
        return RunAsync(jobs, [jobs.Single(job => job.Name == name)], change);
    }

    private async Task RunAsync(
        IReadOnlyList<CiJob> all,
        IReadOnlyList<CiJob> jobs,
        Func<CiJob, string, string?> change
    )
    {
        foreach (CiJob job in jobs)
        {
            string[] before = [.. job.Needs.Select(need => _results[need])];
            _results[job.Name] = job.IsStage
                ? before.Contains("failed")
                    ? "failed"
                    : before.Contains("succeeded")
                        ? "succeeded"
                        : "skipped"
                : !dialect.Holds(
                    job.Condition,
                    new(before.All(one => one == "succeeded"), _results, _outputs)
                    {
                        Failed = Before(all, job).Any(one => _results[one] == "failed"),
                        Environment = job.Environment,
                        Attempt = _attempt,
                    }
                )
                    ? "skipped"
                    : await RunAsync(job, change)
                        ? "succeeded"
                        : "failed";
        }
    }

    private async Task<bool> RunAsync(CiJob job, Func<CiJob, string, string?> change)
    {
        string artifacts = Path.Combine(Root, "artifacts");
        if (Directory.Exists(artifacts))
        {
            Directory.Delete(artifacts, recursive: true);
        }
        foreach (string own in _outputs.Keys.Where(key => !key.Contains('/', StringComparison.Ordinal)).ToArray())
        {
            _outputs.Remove(own);
        }
        bool good = true;
        foreach (CiStep step in job.Steps)
        {
            CiState state = new(good, _results, _outputs)
            {
                Failed = !good,
                Environment = job.Environment,
                Attempt = _attempt,
            };
            if (!dialect.Holds(step.Condition, state))
            {
                continue;
            }
            if (step.Artifact is { } artifact)
            {
                CiArtifact filled = artifact with
                {
                    Name = dialect.Fill(artifact.Name, state),
                    Folder = dialect.Fill(artifact.Folder, state),
                    Run = dialect.Fill(artifact.Run, state),
                    Paths = [.. artifact.Paths.Select(path => dialect.Fill(path, state))],
                };
                good &= (filled.Publishes ? Publish(filled) : Download(filled)) || step.MayFail;
            }
            else if (step.Command is not null && change(job, step.Command) is { } command)
            {
                int code = await RunAsync(job, step, dialect.Fill(command, state), state);
                good &= code == 0 || step.MayFail;
                if (code == Killed)
                {
                    // The machine is lost: not even a step that always runs is run.
                    break;
                }
            }
        }
        foreach ((string name, string value) in job.Outputs)
        {
            _outputs[$"{job.Name}/{name}"] = dialect.Fill(
                value,
                new(good, _results, _outputs) { Environment = job.Environment, Attempt = _attempt }
            );
        }
        return good;
    }

    private static IEnumerable<string> Before(IReadOnlyList<CiJob> jobs, CiJob job) =>
        job.Needs.SelectMany(need => Before(jobs, jobs.Single(one => one.Name == need)).Append(need));

    private async Task<int> RunAsync(CiJob job, CiStep step, string command, CiState state)
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-step-").FullName;
        try
        {
            Dictionary<string, string?> variables = new(dialect.Variables(folder)) { ["NO_COLOR"] = "1" };
            foreach ((string name, string? value) in clone.Dotnet.Variables())
            {
                variables[name] = value;
            }
            foreach ((string name, string? value) in Releases?.Variables ?? new Dictionary<string, string?>())
            {
                variables[name] = value;
            }
            foreach ((string name, string value) in job.Environment.Concat(step.Environment))
            {
                variables[name] = dialect.Fill(value, state);
            }
            BufferedCommandResult result = await Cli.Wrap("bash")
                .WithArguments(["-eo", "pipefail", "-c", command])
                .WithWorkingDirectory(Root)
                .WithEnvironmentVariables(variables)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Output += $"[{job.Name}] {command}\n{result.StandardOutput}{result.StandardError}\n";
            foreach ((string name, string value) in dialect.Outputs(result.StandardOutput, folder))
            {
                // A step without a name sets variables of its job.
                string key = step.Id.Length == 0 ? name : $"{step.Id}.{name}";
                _outputs[$"{job.Name}/{key}"] = value;
                _outputs[key] = value;
            }
            string summary = Path.Combine(folder, "summary");
            Summary += File.Exists(summary) ? await File.ReadAllTextAsync(summary) : "";
            return result.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private bool Publish(CiArtifact artifact)
    {
        // The step that would name it cannot run here.
        if (artifact.Name.Length == 0)
        {
            return true;
        }
        if (artifact.Replaces && Directory.Exists(Artifact(artifact.Name)))
        {
            Directory.Delete(Artifact(artifact.Name), recursive: true);
        }
        if (Directory.Exists(Artifact(artifact.Name)))
        {
            Output += $"The artifact {artifact.Name} already exists.\n";
            return false;
        }
        string to = Directory.CreateDirectory(Artifact(artifact.Name)).FullName;
        string root = Common([.. artifact.Paths.Select(path => Path.GetDirectoryName(Path.Combine(Root, path))!)]);
        foreach (string from in artifact.Paths.Select(path => Path.Combine(Root, path)).Where(File.Exists))
        {
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(from).HasFlag(UnixFileMode.OtherRead),
                $"{from} is for its owner only, and is published."
            );
            string target = Path.Combine(to, Path.GetRelativePath(root, from));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(from, target, overwrite: true);
        }
        return true;
    }

    // The content of an artifact begins at the folder that all its paths have in common.
    private static string Common(string[] folders) =>
        Array.Exists(folders, folder => !$"{folder}/".StartsWith($"{folders[0]}/", StringComparison.Ordinal))
            ? Common([Path.GetDirectoryName(folders[0])!, .. folders[1..]])
            : folders[0];

    private bool Download(CiArtifact artifact)
    {
        string store = artifact.Run.Length == 0 ? _store : Releases!.Of(artifact.Run);
        string[] matching = Directory.Exists(store) ? Directory.GetDirectories(store, artifact.Name) : [];
        if (matching.Length == 0)
        {
            Output += $"There is no artifact {artifact.Name}.\n";
            return false;
        }
        // By name into the folder; by a pattern each into one of its own there.
        foreach (string one in matching)
        {
            Bring(
                one,
                artifact.Name.Contains('*') ? Path.Combine(artifact.Folder, Path.GetFileName(one)) : artifact.Folder
            );
        }
        return true;
    }

    private void Bring(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(Root, to));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(Root, to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
