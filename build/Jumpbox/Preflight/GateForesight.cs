using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Preflight;

/// <summary>
/// The rules of the gate that an image from these settings and pins cannot pass, before it is built. Uses the rules' own
/// predicates. <see cref="CheckoutState"/> does the same for the commit.
/// </summary>
public static class GateForesight
{
    /// <summary>Judges settings, pins and the last check of the lock.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="pins">The catalogue and the lock.</param>
    /// <param name="lockCheck">The text of <c>lock-check.json</c>; null if there is none.</param>
    /// <param name="now">The time.</param>
    /// <returns>Warnings, and information about what is still missing.</returns>
    /// <exception cref="PinException">A selected tool is not in the catalogue.</exception>
    /// <exception cref="SettingsException">The base image is refused or not in the lock.</exception>
    public static IEnumerable<PreflightFinding> Judge(
        JumpboxSettings settings,
        ToolPins pins,
        string? lockCheck,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(pins);
        IReadOnlyList<ToolDefinition> tools = pins.Catalogue.Select(settings);
        return
        [
            .. Signature(settings),
            .. BaseImage(settings, pins),
            .. Age(settings, pins, now),
            .. LockCheck(settings.Gate, pins, tools, lockCheck, now),
            .. Skips(settings),
            .. Licences(settings.Gate, tools),
        ];
    }

    private static IEnumerable<PreflightFinding> Signature(JumpboxSettings settings)
    {
        if (SigningForesight.Problem(settings) is { } problem)
        {
            yield return Warning("signature", problem);
        }
    }

    private static IEnumerable<PreflightFinding> BaseImage(JumpboxSettings settings, ToolPins pins)
    {
        BaseImage? image = Tools.BaseImage.Resolve(settings.Image.Base, pins);
        RecordedBaseImage recorded = image is null
            ? new RecordedBaseImage("", "", "", "", settings.Image.Base.ImageId?.ToString())
            : new RecordedBaseImage(image.Publisher, image.Offer, image.Sku, image.Version);
        if (BaseImageRule.Problem(recorded, settings.Gate) is { } problem)
        {
            yield return Warning(
                "base-image",
                $"{problem} Choose an allowed base image, or add it to gate.allowedBaseImages."
            );
        }
    }

    // Which steps there will be is decided later; the upgrade depends on one setting.
    private static IEnumerable<PreflightFinding> Age(JumpboxSettings settings, ToolPins pins, DateTimeOffset now)
    {
        BaseImage? image = Tools.BaseImage.Resolve(settings.Image.Base, pins);
        StartingAge from = StartingPoint.Of(
            pins.Lock.AptSnapshot,
            settings.Customizer.Upgrade ? [StartingPoint.Upgrade] : [],
            image is null
                ? new RecordedBaseImage("", "", "", "", settings.Image.Base.ImageId?.ToString())
                : new RecordedBaseImage(image.Publisher, image.Offer, image.Sku, image.Version),
            settings.Gate,
            now
        );
        return from.Old.Concat(from.Unknown).Select(reason => Warning("maximum-age", $"{reason}."));
    }

    private static IEnumerable<PreflightFinding> LockCheck(
        GateSettings settings,
        ToolPins pins,
        IReadOnlyList<ToolDefinition> tools,
        string? lockCheck,
        DateTimeOffset now
    )
    {
        if (lockCheck is null)
        {
            yield return PreflightFinding.Information(
                "The lock was not checked in this artifacts folder; the gate's rule lock-checked requires it. Run the target Check "
                    + "before Gate."
            );
            yield break;
        }
        if (Problem() is { } problem)
        {
            yield return Warning("lock-checked", problem);
        }

        string? Problem()
        {
            try
            {
                return LockCheckRule.Problem(
                    LockCheckRule.Read(lockCheck),
                    pins.Lock.Digest,
                    tools.Select(tool => $"{tool.Name} {pins.Lock.Find(tool.Name)?.Version}"),
                    settings,
                    now
                );
            }
            catch (EvidenceException broken)
            {
                return broken.Message;
            }
        }
    }

    private static IEnumerable<PreflightFinding> Skips(JumpboxSettings settings)
    {
        if (PrereqsRule.Refuses(settings.Skip, settings.Gate))
        {
            yield return Warning(
                "prereqs",
                $"{string.Join(", ", settings.Skip.Keys.Order(StringComparer.Ordinal))} {(settings.Skip.Count == 1 ? "is" : "are")} "
                    + "skipped, and gate.allowSkips is false. Do not skip, or set gate.allowSkips=true."
            );
        }
    }

    private static IEnumerable<PreflightFinding> Licences(GateSettings settings, IEnumerable<ToolDefinition> tools)
    {
        ToolDefinition[] denied = [.. tools.Where(tool => LicencesRule.Denies(tool.Licence, settings))];
        if (denied.Length > 0)
        {
            yield return Warning(
                "licences",
                $"gate.deniedLicences has the licence of {string.Join(", ", denied.Select(tool => $"{tool.Name} ({tool.Licence})"))}. "
                    + $"Set {string.Join(", ", denied.Select(tool => $"tools.{tool.Name}=false"))}, or allow the licence."
            );
        }
    }

    private static PreflightFinding Warning(string rule, string reason) =>
        PreflightFinding.Warning($"The gate's rule {rule} will refuse to release the image: {reason}");
}
