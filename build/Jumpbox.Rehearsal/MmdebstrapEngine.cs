using CliWrap;

namespace Jumpbox.Rehearsal;

/// <summary>
/// A root file system created by mmdebstrap, entered through namespaces: as root, or as an ordinary user.
/// </summary>
/// <param name="identity">The identity that creates the namespaces.</param>
/// <param name="cache">The cache's folder.</param>
/// <param name="archives">Chooses the archive of the base.</param>
internal sealed class MmdebstrapEngine(Identity identity, string cache, ArchiveChoice archives) : IRehearsalEngine
{
    public string Name => identity == Identity.Root ? "root" : "rootless";

    public async Task<string?> ObstacleAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        string[] programs =
        [
            "unshare",
            "nsenter",
            "setsid",
            "mmdebstrap",
            .. request.Mirror is null ? [] : (string[])["ip"],
        ];
        EngineFacts facts = new()
        {
            Cache = cache,
            Linux = OperatingSystem.IsLinux(),
            Missing = [.. programs.Where(program => !Programs.Has(program))],
            Privileged = Environment.IsPrivilegedProcess,
        };
        if (facts.Obstacle(identity) is string obstacle)
        {
            return obstacle;
        }
        _ = Directory.CreateDirectory(cache);
        facts = facts with { Free = new DriveInfo(cache).AvailableFreeSpace };
        return facts.Obstacle(identity)
            ?? (facts with { Trial = await TryAsync(cancellationToken) }).Obstacle(identity);
    }

    public async Task<ISandbox> OpenAsync(
        RehearsalRequest request,
        SandboxSetting setting,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        BaseCache bases = new(cache, identity);
        BaseRecipe recipe = await archives.ChooseAsync(request.Suite, bases, say, cancellationToken);
        RootFileSystem root = await bases.GetAsync(recipe, say, cancellationToken);
        RunFolder run = await RunFolder.CreateAsync(cache, identity, cancellationToken);
        return await NamespaceSandbox.OpenAsync(root, run, identity, setting, cancellationToken);
    }

    private async Task<int> TryAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(cache, $"trial-{Guid.NewGuid():N}");
        _ = Directory.CreateDirectory(folder);
        try
        {
            string[] trial =
            [
                .. identity.Own,
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "/bin/sh",
                "-c",
                RehearsalScripts.Read("try.sh"),
                "try.sh",
                folder,
            ];
            return (
                await Cli.Wrap(trial[0])
                    .WithArguments(trial[1..])
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteAsync(cancellationToken)
            ).ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
