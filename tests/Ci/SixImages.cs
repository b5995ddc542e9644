using CliWrap;

namespace Ci.Tests;

/// <summary>A fleet of six images in a clone.</summary>
internal static class SixImages
{
    public static readonly string[] Names = ["agent", "box-a", "box-b", "box-c", "box-d", "ops-box"];

    /// <summary>
    /// Those that a run builds, one for each thing that may become of an image: agent succeeds, box-b fails and is run again, box-c
    /// may be left running. The others would be the first one again.
    /// </summary>
    public static readonly string[] Built = ["agent", "box-b", "box-c"];

    /// <summary>Adds their files and commits them.</summary>
    public static async Task AddToAsync(Clone clone)
    {
        Directory.CreateDirectory(Path.Combine(clone.Root, "images"));
        foreach (string image in Names)
        {
            await File.WriteAllTextAsync(
                Path.Combine(clone.Root, "images", $"{image}.json"),
                $$"""{ "tags": { "purpose": "{{image}}" } }"""
            );
        }
        await Cli.Wrap("bash")
            .WithArguments([
                "-c",
                "git add --all && git -c user.name=Tests -c user.email=tests@example.com commit --quiet --allow-empty --message Images",
            ])
            .WithWorkingDirectory(clone.Root)
            .WithEnvironmentVariables(Clone.OneTime)
            .ExecuteAsync();
    }
}
