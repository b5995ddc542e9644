using Jumpbox.Settings;

namespace Jumpbox.Fleets;

/// <summary>Validates the settings of all images together.</summary>
public static class FleetSettings
{
    /// <summary>Reads and checks all images.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="source">The other sources: environment and arguments, which apply to every image.</param>
    /// <returns>The settings of each image by its name.</returns>
    /// <exception cref="SettingsException">
    /// Something is wrong; the message has every problem once, with the file that its value stands in and the images concerned.
    /// </exception>
    public static IReadOnlyDictionary<string, JumpboxSettings> Read(Fleet fleet, SettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        Dictionary<string, JumpboxSettings> read = [];
        List<(string Problem, string Image)> found = [];
        foreach (FleetImage image in fleet.Images)
        {
            try
            {
                read[image.Name] = SettingsReader.Read(source with { Document = image.Settings });
            }
            catch (SettingsException wrong)
            {
                found.AddRange(
                    (
                        wrong.Problems.Count == 0
                            ? [wrong.Message]
                            : wrong.Problems.Select(problem => problem.ToString())
                    ).Select(problem => (problem, image.Name))
                );
            }
        }
        string[] problems =
        [
            .. fleet.Problems,
            .. found
                .GroupBy(one => one.Problem, one => one.Image)
                .Select(same => $"{same.Key} [{Concerned(same.ToArray(), fleet.Images.Count)}]"),
            .. FleetConflicts.Between(read),
        ];
        return problems.Length == 0
            ? read
            : throw new SettingsException(
                string.Join(
                    Environment.NewLine,
                    problems
                        .Select(problem => $"  {problem}")
                        .Prepend($"The images' settings have {Counted(problems.Length)}.")
                )
            );
    }

    private static string Counted(int problems) => problems == 1 ? "1 problem" : $"{problems} problems";

    private static string Concerned(string[] images, int all) =>
        images.Length == all && all > 1 ? "all images" : string.Join(", ", images);
}
