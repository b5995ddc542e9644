namespace Pipeline.Tests;

/// <summary>The program as a package in a folder that is a feed, packed from what is compiled, and unpacked once for all tests.</summary>
public sealed class PackedTool : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-tool-").FullName;

    /// <summary>The feed.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>What the machine of a user has: a home and packages, empty at first.</summary>
    public IReadOnlyDictionary<string, string> Machine =>
        new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = Path.Combine(_folder, "home"),
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };

    public async ValueTask InitializeAsync()
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Repository.Program)))!;
        RunResult pack = await UserFolder.StartAsync(
            Repository.Root,
            new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" },
            ["dotnet", "pack", "build/Build", "--no-build", "-c", configuration, "-o", Feed, "-nologo", "-v:q"]
        );
        pack.Expect(0);
    }

    /// <summary>A repository that Init of the compiled program wrote, committed, with the feed as its only package source.</summary>
    internal async Task<UserFolder> InitAsync()
    {
        UserFolder mine = new(Machine);
        (
            await UserFolder.StartAsync(
                Repository.Root,
                Machine,
                [
                    "dotnet",
                    Repository.Program,
                    "--target=Init",
                    $"--to={mine.Root}",
                    $"--artifacts={Path.Combine(_folder, "artifacts")}",
                ]
            )
        ).Expect(0);
        mine.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """
        );
        await mine.CommitAsync();
        return mine;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
