using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Files;

namespace Jumpbox.Rehearsal;

/// <summary>The cached bases, by content, below the user's cache folder.</summary>
/// <param name="folder">The cache's folder.</param>
/// <param name="identity">The identity that creates and uses the bases.</param>
internal sealed class BaseCache(string folder, Identity identity)
{
    private const int LinesShown = 5;

    /// <summary>The user's cache folder for rehearsals.</summary>
    public static string Default =>
        UserCache.Folder(Environment.GetEnvironmentVariable(UserCache.Variable), "rehearsal");

    /// <summary>Whether the base of a recipe is cached.</summary>
    public bool Has(BaseRecipe recipe) => Directory.Exists(Place(recipe));

    /// <summary>Returns the base of a recipe, created if missing.</summary>
    /// <exception cref="RehearsalException">It could not be created.</exception>
    public async Task<RootFileSystem> GetAsync(
        BaseRecipe recipe,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        string place = Place(recipe);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!Has(recipe))
        {
            using FileStream turn = await TakeAsync(place + ".lock", cancellationToken);
            if (!Has(recipe))
            {
                await CreateAsync(recipe, place, say, cancellationToken);
            }
        }
        return new RootFileSystem(
            place,
            Describe(await File.ReadAllLinesAsync(Path.Combine(place, "etc/os-release"), cancellationToken)),
            recipe.Suite
        );
    }

    private async Task CreateAsync(
        BaseRecipe recipe,
        string place,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        say($"creating a base of {recipe.Suite}, cached for later runs, from {string.Join(", ", recipe.Sources)}");
        string partial = place + ".partial";
        await RunFolder.RemoveAsync(partial, identity, cancellationToken);
        _ = Directory.CreateDirectory(partial);
        foreach (string script in (string[])["guard.sh", "make.sh", "prepare.sh"])
        {
            AtomicFile.Write(Path.Combine(partial, script), RehearsalScripts.Read(script));
        }
        string open = Directory.CreateTempSubdirectory("jumpbox-base-").FullName;
        string[] keyring = [];
        if (recipe.Keyring is string source)
        {
            string copy = Path.Combine(open, "keyring.gpg");
            File.Copy(source, copy);
            keyring = [$"--keyring={copy}"];
        }
        string[] make =
        [
            "mmdebstrap",
            identity == Identity.Root ? "--mode=root" : "--mode=unshare",
            "--variant=apt",
            $"--include={string.Join(',', BaseRecipe.Packages)}",
            .. keyring,
            recipe.Suite,
            Path.Combine(partial, "base.tar"),
            .. recipe.Sources,
        ];
        // Standard input closes when this program ends or the operation is cancelled: the guard cleans up in both cases.
        BufferedCommandResult made = await Cli.Wrap("/bin/sh")
            .WithArguments([
                Path.Combine(partial, "guard.sh"),
                identity.Word,
                open,
                partial,
                "/bin/sh",
                Path.Combine(partial, "make.sh"),
                identity.Word,
                partial,
                place,
                .. make,
            ])
            .WithEnvironmentVariables(variables => variables.Set("TMPDIR", open))
            .WithStandardInputPipe(PipeSource.Create((_, ended) => UntilAsync(cancellationToken, ended)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (!made.IsSuccess)
        {
            IEnumerable<string> tail = made
                .StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .TakeLast(LinesShown);
            throw new RehearsalException(
                $"The base could not be created: {string.Join(' ', make)} exited with code {made.ExitCode}: {string.Join(" | ", tail)}"
            );
        }
    }

    private static Task<Task> UntilAsync(CancellationToken one, CancellationToken other) =>
        Task.WhenAny(Task.Delay(Timeout.Infinite, one), Task.Delay(Timeout.Infinite, other));

    private static async Task<FileStream> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    /// <summary>Returns the display name of an operating system.</summary>
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
