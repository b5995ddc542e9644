using CliWrap;

namespace Ci.Tests;

/// <summary>
/// A clean clone of this checkout's commit, with the tests' settings in place of the user's, in which the pipelines' commands run
/// as they are written.
/// </summary>
public sealed class Clone : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-ci-").FullName;

    /// <summary>The clone's root.</summary>
    public string Root => Path.Combine(_folder, "checkout");

    public async ValueTask InitializeAsync()
    {
        await GitAsync("clone", "--quiet", "--no-hardlinks", Repository.Root, Root);
        File.Copy(SampleSettings.File, Path.Combine(Root, "jumpbox.json"), overwrite: true);
        await GitAsync([
            .. (string[])["-C", Root, "-c", "user.name=Tests", "-c", "user.email=tests@example.com"],
            .. (string[])["commit", "--quiet", "--all", "--allow-empty", "--message", "Settings of the tests"],
        ]);
    }

    private static Task GitAsync(params IEnumerable<string> arguments) =>
        Cli.Wrap("git").WithArguments(arguments).ExecuteAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
