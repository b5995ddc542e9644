using System.Globalization;
using Build.Arguments;
using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Build.Fleets;

/// <summary>What the arguments mean for each of several images.</summary>
internal static class FleetArguments
{
    /// <summary>The command line of the run of one image.</summary>
    /// <param name="typed">The command line for all.</param>
    /// <param name="image">The image.</param>
    public static string[] For(TypedArguments typed, ImageSelection image) =>
        [
            .. typed.Without(CommandLine.Image),
            .. image.Version is { } version ? (string[])[$"--{CommandLine.Image}={version}"] : [],
        ];

    /// <summary>Checks the command line of each image, once for all that have the same.</summary>
    /// <param name="typed">The command line for all.</param>
    /// <param name="chosen">The chosen images.</param>
    /// <exception cref="SettingsException">It is wrong.</exception>
    public static void Require(TypedArguments typed, IEnumerable<ImageSelection> chosen)
    {
        foreach (ImageSelection image in chosen.DistinctBy(image => image.Version))
        {
            new TypedArguments(For(typed, image)).Given.RequireUsable();
        }
    }

    /// <summary>How many images are worked on at once.</summary>
    /// <param name="given">The arguments.</param>
    /// <param name="images">How many there are.</param>
    /// <param name="most">The default.</param>
    /// <exception cref="SettingsException">The argument is zero.</exception>
    public static int AtOnce(GivenArguments given, int images, int most) =>
        given.Text(CommandLine.Parallel) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture) is > 0 and int count
                ? Math.Min(count, images)
                : throw new SettingsException($"--{CommandLine.Parallel}={text} would build nothing. Use 1 or more.")
            // A rehearsal takes the whole machine.
            : given.Targets.Contains("Rehearse", StringComparer.OrdinalIgnoreCase)
                ? 1
                : Math.Min(images, most);

    /// <summary>Refuses to choose among one image.</summary>
    /// <param name="given">The arguments.</param>
    /// <param name="file">The settings file.</param>
    /// <exception cref="SettingsException">Another image is chosen, or two versions of it.</exception>
    public static void RefuseImages(GivenArguments given, string file)
    {
        string[] images = [.. given.Texts(CommandLine.Image).Distinct(StringComparer.Ordinal)];
        if (images.Length == 0)
        {
            return;
        }
        if (FleetTargets.TakeVersions(given.Targets))
        {
            if (images.Length > 1)
            {
                throw new SettingsException(
                    $"{string.Join(" and ", images.Select(image => $"--{CommandLine.Image}={image}"))} contradict each other. Specify only "
                        + "one of them."
                );
            }
            return;
        }
        throw new SettingsException(
            $"--{CommandLine.Image}={images[0]} chooses among several images, but {file} has the settings of one: there is neither a file "
                + $"in the folder {Fleet.Folder} beside it, nor a matrix. Omit --{CommandLine.Image}."
        );
    }
}
