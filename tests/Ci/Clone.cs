using CliWrap;

namespace Ci.Tests;

/// <summary>A clean clone of this checkout's commit, in which the pipelines' commands run as they are written.</summary>
public sealed class Clone : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-ci-").FullName;

    /// <summary>The clone's root.</summary>
    public string Root => Path.Combine(_folder, "checkout");

    public async ValueTask InitializeAsync() =>
        await Cli.Wrap("git")
            .WithArguments(["clone", "--quiet", "--no-hardlinks", Repository.Root, Root])
            .ExecuteAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
