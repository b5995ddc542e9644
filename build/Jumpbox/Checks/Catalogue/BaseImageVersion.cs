using System.Globalization;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// The pinned base image version exists, has the right architecture, and its plan's terms are accepted.
/// </summary>
internal sealed class BaseImageVersion : ICheck
{
    public string Id => "base-image";

    public string Title => "The base image version exists and is not deprecated";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.BaseImage];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        BaseImageSettings wanted = facts.Settings.Image.Base;
        if (wanted.ImageId is { } own)
        {
            yield return facts.BaseImage.Exists
                ? Finding.Pass($"The base image {own.Name} exists.", ("image", own.ToString()))
                : Finding.Fail(
                    $"The base image {own} does not exist.",
                    Cure.Setting("image.base.imageId must be an existing image"),
                    ("image", own.ToString())
                );
            yield break;
        }
        string name = facts.BaseImage.Source;
        if (!facts.BaseImage.Exists)
        {
            yield return Finding.Fail(
                $"{name} is not, or no longer, offered in {facts.Settings.Location}; the template would fail with BadPIRSource.",
                Cure.Command(Update(facts.Settings)),
                ("image", name)
            );
            yield break;
        }
        BaseImageOffer image = facts.BaseImage.Value;
        yield return Age(name, image, facts);
        string architecture = facts.Settings.Image.Architecture == "arm64" ? "Arm64" : "x64";
        if (!image.Architecture.Equals(architecture, StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding.Fail(
                $"{name} is for {image.Architecture}, and image.architecture is {facts.Settings.Image.Architecture}.",
                Cure.Setting("image.base.sku must match the architecture, for example server-arm64"),
                ("architecture", image.Architecture)
            );
        }
        if (image.Plan is { } plan)
        {
            yield return Terms(facts, wanted, plan);
        }
    }

    private static Finding Age(string name, BaseImageOffer image, Facts facts)
    {
        DateTimeOffset now = facts.Now;
        string day = image.DeprecatesOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date";
        (string, string)[] evidence = [("image", name), ("state", image.State), ("deprecatesOn", day)];
        bool gone = image.State.Equals("Deprecated", StringComparison.OrdinalIgnoreCase) || image.DeprecatesOn <= now;
        if (gone)
        {
            return Finding.Fail(
                $"{name} is deprecated ({day}); no VM can be created from it.",
                Cure.Command(Update(facts.Settings)),
                evidence
            );
        }
        return image.State.Equals("Active", StringComparison.OrdinalIgnoreCase) && image.DeprecatesOn is null
            ? Finding.Pass($"{name} is offered, generation {image.Generation}.", evidence)
            : Finding.Warn(
                $"{name} will be deprecated on {day}; builds from it fail from then on.",
                Cure.Command(Update(facts.Settings)),
                evidence
            );
    }

    // Update reads the base images of a real cloud only, and of all tools at once.
    private static string Update(JumpboxSettings settings) =>
        "./build.sh --target=Update --cloud="
        + (settings.Cloud.Equals("local", StringComparison.OrdinalIgnoreCase) ? "azure" : settings.Cloud);

    private static Finding Terms(Facts facts, BaseImageSettings image, string plan) =>
        facts.Terms is { State: ReadingState.Unreadable } unread
            ? Finding.Unknown($"Whether the terms of the plan {plan} are accepted could not be read: {unread.Reason}")
        : facts.Terms is { State: ReadingState.Present, Value: true }
            ? Finding.Pass($"The terms of the plan {plan} are accepted.", ("plan", plan))
        : Finding.Fail(
            $"The base image has the plan {plan}, whose terms have not been accepted in this subscription.",
            Cure.Command(
                $"az vm image terms accept --subscription {facts.Settings.SubscriptionId} --publisher {image.Publisher} "
                    + $"--offer {image.Offer} --plan {plan}"
            ),
            ("plan", plan)
        );
}
