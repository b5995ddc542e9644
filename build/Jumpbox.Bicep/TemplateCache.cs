using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Files;

namespace Jumpbox.Bicep;

/// <summary>
/// The compiler's results of earlier runs, keyed by their inputs: the same program and templates give
/// the same result, so each is computed once. A missing or broken entry is computed again.
/// </summary>
/// <param name="folder">
/// Keeps the results between runs of the pinned compiler, whose version is part of this program's build; null to keep none.
/// </param>
/// <param name="sources">
/// The folder of the <c>.bicep</c> files; the compiler's settings are read from it and its parents.
/// </param>
internal sealed class TemplateCache(string? folder, string sources)
{
    // An entry is about a hundred kilobytes; each change of scripts, pins or settings adds a few.
    private const int MostEntries = 200;

    private readonly string _content = folder is null
        ? ""
        : Hash([typeof(TemplateCache).Module.ModuleVersionId.ToString(), .. Sources(sources)]);

    /// <summary>Returns a result from an earlier run or from the compiler.</summary>
    /// <param name="ask">Calls the compiler; failures are not stored.</param>
    /// <param name="question">What the result depends on, in addition to program, compiler and templates.</param>
    public async Task<JsonObject> GetAsync(Func<Task<JsonObject>> ask, params string[] question)
    {
        if (folder is null)
        {
            return await ask();
        }
        string file = Path.Combine(folder, Hash([_content, .. question]) + ".json");
        if (Read(file) is { } known)
        {
            Used(file);
            return known;
        }
        JsonObject answer = await ask();
        Keep(file, answer);
        return answer;
    }

    private static JsonObject? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject : null;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // What each run asks for outlives what one run has asked for.
    private static void Used(string file)
    {
        try
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is deleted earlier, and requested again.
        }
    }

    private void Keep(string file, JsonObject answer)
    {
        try
        {
            AtomicFile.Write(file, answer.ToJsonString());
            foreach (
                FileInfo old in new DirectoryInfo(folder!)
                    .GetFiles()
                    .OrderByDescending(entry => entry.LastWriteTimeUtc)
                    .Skip(MostEntries)
            )
            {
                old.Delete();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Only time is lost: the next run calls the compiler again.
        }
    }

    // Every file by content and by its name from the folder, so that a clone elsewhere asks for the same: only the compiler knows
    // which of them a template uses. None uses a file outside of the folder.
    private static IEnumerable<string> Sources(string folder)
    {
        IEnumerable<string> settings = Above(folder).Select(one => Path.Combine(one, "bicepconfig.json"));
        return Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Concat(settings.Where(File.Exists))
            .SelectMany(file => (string[])[Path.GetRelativePath(folder, file), File.ReadAllText(file)]);
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (string? above = Path.GetDirectoryName(Path.GetFullPath(folder)); above is not null; )
        {
            yield return above;
            above = Path.GetDirectoryName(above);
        }
    }

    // Each part has a length prefix, so that different lists of parts never give the same text.
    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part.Length}:{part}"))))
        );
}
