using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>
/// A clone of this checkout as it is, committed, with the settings, the tool and the lock of a user in it. Its compiler brings what
/// is compiled already.
/// </summary>
public sealed class Clone : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-ci-").FullName;

    /// <summary>Variables by which the same content is the same commit in each clone.</summary>
    internal static IReadOnlyDictionary<string, string?> OneTime { get; } =
        new Dictionary<string, string?>
        {
            ["GIT_AUTHOR_DATE"] = "2026-01-01T00:00:00Z",
            ["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z",
        };

    /// <summary>The clone's root.</summary>
    public string Root => Path.Combine(_folder, "checkout");

    /// <summary>The user's settings.</summary>
    internal string Settings => Path.Combine(Root, Path.GetFileName(SampleSettings.File));

    /// <summary>Where compiled programs are, one folder each.</summary>
    public string Runs => Path.Combine(Root, "build/Build/bin/run");

    /// <summary>The <c>dotnet</c> that a program in this clone calls.</summary>
    internal CompiledAlready Dotnet { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await GitAsync("clone", "--quiet", Repository.Root, Root);
        // What is compiled has the edits that nobody has committed yet.
        foreach (string path in await UncommittedAsync())
        {
            string from = Repository.PathOf(path);
            string to = Path.Combine(Root, path);
            if (File.Exists(from))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to, overwrite: true);
            }
            else
            {
                File.Delete(to);
            }
        }
        File.Copy(SampleSettings.File, Path.Combine(Root, "jumpbox.json"), overwrite: true);
        UserEdits.EditSettings(Root, UserEdits.EverywhereWithTool);
        UserEdits.AddToolAndStep(Root);
        await GitAsync("-C", Root, "add", "--all");
        await GitAsync([
            .. (string[])["-C", Root, "-c", "user.name=Tests", "-c", "user.email=tests@example.com"],
            .. (string[])["commit", "--quiet", "--allow-empty", "--message", "Use our network"],
        ]);
        Dotnet = CompiledAlready.In(Path.Combine(_folder, "dotnet"));
    }

    /// <summary>Deletes what is compiled.</summary>
    public void Forget()
    {
        if (Directory.Exists(Runs))
        {
            Directory.Delete(Runs, recursive: true);
        }
    }

    private static async Task<string[]> UncommittedAsync()
    {
        BufferedCommandResult result = await Cli.Wrap("git")
            .WithArguments([
                "-C",
                Repository.Root,
                "ls-files",
                "-z",
                "--modified",
                "--others",
                "--exclude-standard",
                "--deduplicate",
            ])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    // Always at the same time: the commit is in the image template, and the same template is compiled once for all clones.
    private static Task GitAsync(params IEnumerable<string> arguments) =>
        Cli.Wrap("git")
            .WithArguments(arguments)
            .WithEnvironmentVariables(OneTime)
            .ExecuteAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
