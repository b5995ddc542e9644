using Build.Arguments;
using Build.Run;
using Jumpbox.Settings;

namespace Build.Starting;

/// <summary>What Init can say about its arguments before it asks anything.</summary>
internal static class FirstArguments
{
    private static readonly string[] OfTheGallery = ["image.distribute.kind", "image.distribute.galleryImageId"];

    /// <summary>Refuses contradictions, and a place that cannot be written.</summary>
    /// <param name="given">The arguments.</param>
    /// <exception cref="SettingsException">There is at least one; the message lists all.</exception>
    public static void RequireUsable(GivenArguments given)
    {
        string[] problems = [.. Contradictions(given), .. NotWritable(given)];
        if (problems.Length > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        }
    }

    private static IEnumerable<string> Contradictions(GivenArguments given)
    {
        if (
            given.Text(CommandLine.Network) is null
            && given.Text(CommandLine.To) is { } folder
            && given.Text(CommandLine.Config) is { } file
        )
        {
            yield return $"--{CommandLine.To}={folder} and --{CommandLine.Config}={file} both name the settings file to write: in a "
                + $"folder it is {UserRepository.Settings}. Specify only one of them.";
        }
        if (given.Texts(CommandLine.Gallery).Count == 0)
        {
            yield break;
        }
        foreach (string text in given.Texts(CommandLine.Set))
        {
            if (OfTheGallery.Contains(text.Split('=')[0], StringComparer.OrdinalIgnoreCase))
            {
                yield return $"--{CommandLine.Gallery} and --{CommandLine.Set}={text} contradict each other. Specify only one of them.";
            }
        }
    }

    private static IEnumerable<string> NotWritable(GivenArguments given)
    {
        string folder = Path.GetFullPath(
            given.Text(CommandLine.To)
                ?? Path.GetDirectoryName(
                    Path.GetFullPath(given.Text(CommandLine.Config) ?? UserRepository.Default(UserRepository.Settings))
                )!
        );
        string existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }
        if (WritableFolder.Objection(existing) is { } reason)
        {
            yield return $"The folder '{folder}' is not writable: {reason} Check its permissions, or write to another place with "
                + $"--{CommandLine.To}=DIR{(given.Text(CommandLine.Network) is null ? $" or --{CommandLine.Config}=FILE" : "")}.";
        }
    }
}
