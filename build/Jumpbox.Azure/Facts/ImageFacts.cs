using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Versioning;
using Jumpbox.Checks;
using Jumpbox.Handover;
using Jumpbox.Offers;
using Jumpbox.Settings;
using Jumpbox.Tools;
using Jumpbox.Versioning;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads facts about the base image and the target of the image.</summary>
internal sealed class ImageFacts(FactReader reader, JumpboxSettings settings, ToolPins? pins)
{
    private readonly string _subscription = settings.SubscriptionId;

    public async Task<Func<Checks.Facts, Checks.Facts>> BaseImageAsync()
    {
        if (settings.Image.Base.ImageId is { } own)
        {
            Reading<BaseImageOffer> image = own.IsOfType("Microsoft.Compute/images")
                ? await reader.GetAsync(own, ApiVersions.Compute, OwnImage)
                : await VersionAsync(own);
            return facts => facts with { BaseImage = image };
        }
        if (pins is null)
        {
            return facts => facts;
        }
        BaseImage wanted = BaseImage.Resolve(settings.Image.Base, pins)!;
        Reading<BaseImageOffer> offer = await FactReader.AskAsync(
            $"{wanted.Publisher}:{wanted.Offer}:{wanted.Sku}:{wanted.Version}",
            () =>
                reader.Session.Compute.GetImageVersionAsync(
                    _subscription,
                    settings.Location,
                    wanted.Publisher,
                    wanted.Offer,
                    wanted.Sku,
                    wanted.Version,
                    reader.Cancel
                )
        );
        Reading<bool>? terms = offer is { State: ReadingState.Present, Value.Plan: { } plan }
            ? await TermsAsync(wanted, plan)
            : null;
        return facts => facts with { BaseImage = offer, Terms = terms ?? facts.Terms };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> GalleryAsync()
    {
        if (settings.Image.Distribute is not { Kind: DistributionKind.Gallery, GalleryImageId: { } id })
        {
            return facts => facts;
        }
        Reading<GalleryDefinition> definition = await FactReader.AskAsync(
            $"The image definition {id.Name}",
            () => reader.Session.Galleries.GetImageAsync(id, reader.Cancel)
        );
        return facts => facts with { Gallery = definition };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> ExistingImageAsync()
    {
        if (
            settings.Image.Distribute
            is not { Versioning: VersioningKind.Fixed, GalleryImageId: { } definition, GalleryVersion: { } number }
        )
        {
            return facts => facts;
        }
        ResourceId id = definition.Child("versions", number);
        Reading<ExistingImage> image = await FactReader.AskAsync(
            $"The version {number} of {definition.Name}",
            () => reader.Session.FindImageAsync(id, reader.Cancel)
        );
        return facts => facts with { ExistingImage = image };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> VersionsAsync()
    {
        if (
            settings.Image.Distribute
            is not {
                Kind: DistributionKind.Gallery,
                Versioning: not VersioningKind.Fixed,
                GalleryImageId: { } definition
            }
        )
        {
            return facts => facts;
        }
        Reading<VersionSight> sight = await FactReader.AskAsync(
            $"The versions of {definition.Name}",
            async () => (VersionSight?)await new VersionSightReading(reader.Session, settings).ReadAsync(reader.Cancel)
        );
        return facts => facts with { Versions = sight };
    }

    // Generation, architecture and security type of a version are those of its definition.
    private async Task<Reading<BaseImageOffer>> VersionAsync(ResourceId version)
    {
        Task<Reading<GalleryDefinition>> definition = FactReader.AskAsync(
            $"The image definition {version.Parent!.Name}",
            () => reader.Session.Galleries.GetImageAsync(version.Parent, reader.Cancel)
        );
        Reading<BaseImageOffer> image = await reader.GetAsync(version, ApiVersions.Galleries, OwnImage);
        Reading<GalleryDefinition> kind = await definition;
        return FactReader.Turn(
            image,
            offer =>
                kind.State == ReadingState.Present
                    ? offer with
                    {
                        Generation = kind.Value.Generation,
                        Architecture = kind.Value.Architecture,
                        SecurityType = kind.Value.SecurityType ?? "Standard",
                    }
                    : offer
        );
    }

    private async Task<Reading<bool>> TermsAsync(BaseImage image, string plan)
    {
        string path =
            $"/subscriptions/{_subscription}/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine"
            + $"/publishers/{image.Publisher}/offers/{image.Offer}/plans/{plan}/agreements/current";
        Reading<JsonObject> agreement = await FactReader.AskAsync(
            $"The terms of {plan}",
            () => reader.Session.GetAsync(path, ApiVersions.MarketplaceOrdering, reader.Cancel)
        );
        return FactReader.Turn(agreement, body => body.Flag("properties", "accepted") ?? false);
    }

    private static BaseImageOffer OwnImage(JsonObject body) =>
        new(
            body.Text("name") ?? "",
            body.Text("properties", "hyperVGeneration") ?? "V1",
            "x64",
            "Active",
            body.Moment("properties", "publishingProfile", "endOfLifeDate"),
            null
        );
}
