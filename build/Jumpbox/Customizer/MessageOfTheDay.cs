using System.Text;
using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>
/// The user's message of the day, <c>/etc/motd</c>: a file of its own, or the text of the hardening profile's item about it, which
/// is checked in the image.
/// </summary>
internal static partial class MessageOfTheDay
{
    /// <summary>The item of the hardening profile, whose text it becomes.</summary>
    public const string Item = "1.6.1";

    private const string Target = "/etc/motd";
    private const string Setting = "customizer.motd";

    /// <summary>The image's own contents with the message, where no item of the profile writes it.</summary>
    /// <param name="own">The contents without it.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="SettingsException">The message cannot be used; the text lists all problems.</exception>
    public static OwnContents With(OwnContents own, CustomizerSettings settings)
    {
        if (settings.Motd is not { Length: > 0 } text)
        {
            return own;
        }
        bool isItem = IsItem(settings);
        string[] problems = [.. Problems(text, own, isItem)];
        if (problems.Length > 0)
        {
            throw new SettingsException(
                $"The message of the day cannot be used:\n  {string.Join("\n  ", problems.Select(one => $"{Setting}: {one}"))}"
            );
        }
        return isItem
            ? own
            : own with
            {
                Files =
                [
                    .. own.Files,
                    new OwnFile(
                        Setting,
                        Target,
                        "root",
                        "root",
                        "0644",
                        Trust: false,
                        Encoding.UTF8.GetBytes($"{text}\n")
                    ),
                ],
            };
    }

    /// <summary>The text of an item of the profile: the user's for the message of the day, or else the catalogue's.</summary>
    public static HardeningItem In(HardeningItem item, string? text) =>
        item.Id == Item && text is { Length: > 0 }
            ? item with
            {
                Arguments = [.. item.Arguments.SkipLast(1), text],
            }
            : item;

    private static bool IsItem(CustomizerSettings settings) =>
        settings.Profile >= HardeningProfile.CisL1 && !settings.OptOuts.ContainsKey(Item);

    private static IEnumerable<string> Problems(string text, OwnContents own, bool isItem)
    {
        if (own.Files.Any(file => file.Target == Target))
        {
            yield return $"{OwnContents.Manifest} writes {Target} too: remove one of them";
        }
        if (SecretText.Find(text) is var (line, secret) && line > 0)
        {
            yield return $"line {line}: {secret}; an image is read by everyone who starts it";
        }
        // Source: CIS Ubuntu Linux 24.04 LTS Benchmark 1.0.0, 1.6.1: neither these sequences nor the name of the system.
        if (isItem && Revealing().Match(text) is { Success: true } found)
        {
            yield return $"'{found.Value}' tells which system it is, which item {Item} of the profile forbids: leave it out, or leave "
                + $"the item out in customizer.optOuts with the reason";
        }
    }

    [GeneratedRegex(@"\\[mrsv]|ubuntu|debian", RegexOptions.IgnoreCase)]
    private static partial Regex Revealing();
}
