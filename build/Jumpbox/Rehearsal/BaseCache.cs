using CliWrap;
using CliWrap.Buffered;

namespace Jumpbox.Rehearsal;

/// <summary>The bases that were made before, by content, below the user's cache folder.</summary>
/// <param name="folder">The cache's folder.</param>
/// <param name="identity">Who makes and uses the bases.</param>
internal sealed class BaseCache(string folder, Identity identity)
{
    /// <summary>The user's cache folder for rehearsals. Source: XDG Base Directory Specification, XDG_CACHE_HOME.</summary>
    public static string Default
    {
        get
        {
            string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string root = Path.IsPathRooted(xdg)
                ? xdg
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(root, "jumpbox", "rehearsal");
        }
    }

    /// <summary>Whether the base of a recipe is there.</summary>
    public bool Has(BaseRecipe recipe) => Directory.Exists(Place(recipe));

    /// <summary>The base of a recipe; made if it is not there.</summary>
    /// <exception cref="RehearsalException">It could not be made.</exception>
    public async Task<RootFileSystem> GetAsync(BaseRecipe recipe, Action<string> say, CancellationToken cancellation)
    {
        string place = Place(recipe);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!Has(recipe))
        {
            using FileStream turn = await TakeAsync(place + ".lock", cancellation);
            if (!Has(recipe))
            {
                await MakeAsync(recipe, place, say, cancellation);
            }
        }
        return new RootFileSystem(place, Describe(File.ReadLines(Path.Combine(place, "etc/os-release"))), recipe.Suite);
    }

    private async Task MakeAsync(BaseRecipe recipe, string place, Action<string> say, CancellationToken cancellation)
    {
        say($"making a base of {recipe.Suite} once, from {string.Join(", ", recipe.Sources)}");
        string partial = place + ".partial";
        await RunFolder.RemoveAsync(partial, identity, cancellation);
        _ = Directory.CreateDirectory(partial);
        string tar = Path.Combine(partial, "base.tar");
        string root = Path.Combine(partial, "root");
        // apt reads the keyring as a user who may not enter the cache.
        DirectoryInfo open = Directory.CreateTempSubdirectory("jumpbox-");
        try
        {
            await RunAsync(["chmod", "0755", open.FullName], cancellation);
            string[] keyring = [];
            if (recipe.Keyring is string source)
            {
                string copy = Path.Combine(open.FullName, "keyring.gpg");
                File.Copy(source, copy);
                keyring = [$"--keyring={copy}"];
            }
            await RunAsync(
                [
                    "mmdebstrap",
                    identity == Identity.Root ? "--mode=root" : "--mode=unshare",
                    "--variant=apt",
                    $"--include={string.Join(',', BaseRecipe.Packages)}",
                    .. keyring,
                    recipe.Suite,
                    tar,
                    .. recipe.Sources,
                ],
                cancellation
            );
            await RunAsync([.. identity.Own, "mkdir", root], cancellation);
            // Devices cannot be made in a user namespace, and the sandbox has its own.
            await RunAsync(
                [.. identity.Own, "tar", "-xpf", tar, "-C", root, "--numeric-owner", "--exclude=./dev/*"],
                cancellation
            );
            // After mmdebstrap, which empties the machine-id at its end.
            string prepare = Path.Combine(partial, "prepare.sh");
            await File.WriteAllTextAsync(prepare, BaseRecipe.Preparation, cancellation);
            await RunAsync([.. identity.Own, "/bin/sh", prepare, root], cancellation);
            Directory.Move(root, place);
        }
        finally
        {
            open.Delete(recursive: true);
            await RunFolder.RemoveAsync(partial, identity, CancellationToken.None);
        }
    }

    private static async Task RunAsync(string[] command, CancellationToken cancellation)
    {
        BufferedCommandResult result = await Cli.Wrap(command[0])
            .WithArguments(command[1..])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation);
        if (!result.IsSuccess)
        {
            string tail = string.Join(
                " | ",
                result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^5..]
            );
            throw new RehearsalException(
                $"The base could not be made: {string.Join(' ', command)} ended with exit code {result.ExitCode}: {tail}"
            );
        }
    }

    private static async Task<FileStream> TakeAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!cancellation.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
    }

    /// <summary>The name that an operating system gives itself.</summary>
    /// <param name="osRelease">The lines of its <c>/etc/os-release</c>.</param>
    public static string Describe(IEnumerable<string> osRelease)
    {
        Dictionary<string, string> release = osRelease
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
        return release.GetValueOrDefault("PRETTY_NAME", "an unnamed system");
    }

    private string Place(BaseRecipe recipe) => Path.Combine(folder, "base", recipe.Key(identity));
}
