using System.Globalization;
using Build.Run;
using Jumpbox.Boundaries;
using Jumpbox.Settings;
using Jumpbox.Starting;

namespace Build.Starting;

/// <summary>Asks which of several subnets takes the build VM.</summary>
internal static class SubnetPrompt
{
    /// <summary>Prompts on the terminal.</summary>
    /// <param name="context">The run.</param>
    /// <param name="candidates">The subnets that can take a build VM.</param>
    /// <exception cref="SettingsException">There is none, no terminal, or no usable answer; the message lists them.</exception>
    public static SubnetChoice Ask(BuildContext context, IReadOnlyList<SubnetChoice> candidates)
    {
        if (candidates.Count == 0)
        {
            throw new SettingsException(
                "The signed-in account sees no subnet that can take a build VM. Write a network to deploy with --network=new, "
                    + "or specify a subnet with --subnet=ID."
            );
        }
        string[] lines = [.. candidates.Select(Describe)];
        if (context.IsNonInteractive)
        {
            throw new SettingsException(
                $"{candidates.Count} subnets can take the build VM. Specify one with --subnet=ID:\n"
                    + string.Join('\n', lines.Select(line => $"  {line}"))
            );
        }
        for (int at = 0; at < lines.Length; at++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at + 1, 3}  {lines[at]}"));
        }
        Console.Write("Which subnet takes the build VM? ");
        string answer = Console.ReadLine()?.Trim() ?? "";
        return
            int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1
            && number <= candidates.Count
            ? candidates[number - 1]
            : throw new SettingsException(
                $"'{answer}' is not a number from 1 to {candidates.Count}; nothing was written. Run the command again, or "
                    + "specify the subnet with --subnet=ID."
            );
    }

    private static string Describe(SubnetChoice choice) =>
        PlainText.Line(
            $"{choice.Build.Id} ({choice.Network.Location}, "
                + (
                    choice.Containers is { } containers
                        ? $"with {containers.Id.Name} for container instances)"
                        : "original form)"
                )
        );
}
