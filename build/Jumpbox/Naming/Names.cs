using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Settings;

namespace Jumpbox.Naming;

/// <summary>
/// The names of everything that the pipeline creates: pure functions of settings and content, so that any later run
/// finds what an earlier one created.
/// </summary>
/// <param name="settings">The settings; the subscription must be known before an id is read.</param>
public sealed class Names(JumpboxSettings settings)
{
    private const int HashLength = 12;
    private const int PlaceLength = 8;
    private const string Unchosen = "0.0.0";

    /// <summary>The value of the tag <see cref="TagNames.Owner"/>: image and builder group.</summary>
    public string Owner => $"{settings.Image.Name}@{settings.ResourceGroups.Builder}".ToLowerInvariant();

    /// <summary>The builder's group.</summary>
    public ResourceId BuilderGroup => ResourceId.ForGroup(settings.SubscriptionId, settings.ResourceGroups.Builder);

    /// <summary>The image's group.</summary>
    public ResourceId ImageGroup => ResourceId.ForGroup(settings.SubscriptionId, settings.ResourceGroups.Image);

    /// <summary>
    /// The group in which the builder must have permission to write the image: the image group, or that of the gallery.
    /// </summary>
    public ResourceId ImageScope => settings.Image.Distribute.GalleryImageId?.Group ?? ImageGroup;

    /// <summary>The scope of the subscription.</summary>
    public string Subscription => $"/subscriptions/{settings.SubscriptionId}";

    /// <summary>The name of the build's run output.</summary>
    public string RunOutput => $"{settings.Image.Name}";

    /// <summary>The builder's user-assigned identity.</summary>
    public ResourceId Identity =>
        InBuilderGroup("Microsoft.ManagedIdentity/userAssignedIdentities", $"id-{settings.Image.Name}-builder");

    /// <summary>
    /// The container group of a probe: the same for every run of these settings, so that a later run finds what a killed one left.
    /// </summary>
    public ResourceId Probe =>
        InBuilderGroup("Microsoft.ContainerInstance/containerGroups", $"jumpbox-probe-{Place()}");

    /// <summary>The virtual machine of a probe in the build subnet, with the same name for every run.</summary>
    public ResourceId ProbeMachine => InBuilderGroup("Microsoft.Compute/virtualMachines", Probe.Name);

    /// <summary>The network interface of that machine.</summary>
    public ResourceId ProbeInterface => InBuilderGroup("Microsoft.Network/networkInterfaces", Probe.Name);

    /// <summary>The disk of that machine.</summary>
    public ResourceId ProbeDisk => InBuilderGroup("Microsoft.Compute/disks", Probe.Name);

    /// <summary>A virtual machine that Smoke starts from the image, with the same name for every run.</summary>
    /// <param name="number">Which of them, counted from 1.</param>
    public ResourceId SmokeMachine(int number) =>
        InBuilderGroup(
            "Microsoft.Compute/virtualMachines",
            string.Create(CultureInfo.InvariantCulture, $"jumpbox-smoke-{Place()}-{number}")
        );

    /// <summary>The network interface of that machine.</summary>
    /// <param name="number">Which of them, counted from 1.</param>
    public ResourceId SmokeInterface(int number) =>
        InBuilderGroup("Microsoft.Network/networkInterfaces", SmokeMachine(number).Name);

    /// <summary>The disk of that machine; an ephemeral one is no resource.</summary>
    /// <param name="number">Which of them, counted from 1.</param>
    public ResourceId SmokeDisk(int number) => InBuilderGroup("Microsoft.Compute/disks", SmokeMachine(number).Name);

    /// <summary>Returns the id of the image template for some content.</summary>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    public ResourceId Template(string contentHash) =>
        InBuilderGroup("Microsoft.VirtualMachineImages/imageTemplates", $"imgt-{Stem(contentHash)}");

    /// <summary>Whether this is the pipeline's name of an image template, for any content.</summary>
    /// <param name="name">The name.</param>
    public bool IsTemplate(string name) => IsStem(name, "imgt");

    /// <summary>Whether this is the pipeline's name of a managed image, for any content.</summary>
    /// <param name="name">The name.</param>
    public bool IsManagedImage(string name)
    {
        int end = $"img-{settings.Image.Name}-".Length + HashLength;
        return IsStem(name.Length > end ? name[..end] : name, "img")
            && (
                name.Length <= end
                || (name[end] == '-' && name.Length > end + 1 && name[(end + 1)..].All(char.IsAsciiDigit))
            );
    }

    /// <summary>Returns the id of the managed image for some content.</summary>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    /// <param name="build">Which build of the content; those after the first one have it in their name.</param>
    public ResourceId ManagedImage(string contentHash, int build = 1) =>
        ResourceId.ForResource(
            settings.SubscriptionId,
            settings.ResourceGroups.Image,
            "Microsoft.Compute/images",
            string.Create(CultureInfo.InvariantCulture, $"img-{Stem(contentHash)}{(build > 1 ? $"-{build}" : "")}")
        );

    /// <summary>
    /// Returns the id of the first image of some content; null for a VHD, whose URL is known only afterwards. A gallery version
    /// that a scheme chooses has the number zero here: the number is no content.
    /// </summary>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    public ResourceId? Image(string contentHash) =>
        settings.Image.Distribute.Kind switch
        {
            DistributionKind.ManagedImage => ManagedImage(contentHash),
            DistributionKind.Gallery => settings.Image.Distribute.GalleryImageId!.Child(
                "versions",
                settings.Image.Distribute.Versioning == VersioningKind.Fixed
                    ? settings.Image.Distribute.GalleryVersion!
                    : Unchosen
            ),
            _ => null,
        };

    /// <summary>Returns the tags of everything created for the settings: the user's and the pipeline's.</summary>
    /// <param name="commit">The commit that it is created from.</param>
    /// <param name="contentHash">The content's SHA-256 as hex; null for resources shared by all content.</param>
    public IReadOnlyDictionary<string, string> Tags(string commit, string? contentHash = null)
    {
        SortedDictionary<string, string> tags = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in settings.Tags)
        {
            tags[name] = value;
        }
        tags[TagNames.Owner] = Owner;
        tags[TagNames.Commit] = commit;
        if (contentHash is not null)
        {
            tags[TagNames.ContentHash] = contentHash;
        }
        return tags;
    }

    /// <summary>Returns the name of a deployment to a group: the same for every run, so that a rerun continues it.</summary>
    /// <param name="part">What is deployed: <c>identity</c> or <c>image</c>.</param>
    public string Deployment(string part) => $"jumpbox-{settings.Image.Name}-{part}";

    /// <summary>
    /// Returns the name of a deployment to the subscription. All regions and owners share it, and a name belongs to one
    /// region for as long as its record exists
    /// (https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-subscription#deployment-location-and-name):
    /// so the name includes region, owner and image group.
    /// </summary>
    /// <param name="part">What is deployed: <c>roles</c>.</param>
    public string SubscriptionDeployment(string part) => $"{Deployment(part)}-{Place()}";

    /// <summary>Returns the name of the deployment that records a lease: docs/decisions/0022.</summary>
    /// <param name="template">The image template's name.</param>
    /// <param name="holder">The holder's id.</param>
    public string Lease(string template, string holder) =>
        $"{Deployment("lease")}-{Digest($"{template}\n{holder}".ToLowerInvariant())}";

    private string Place() =>
        Digest($"{settings.Location}\n{Owner}\n{settings.ResourceGroups.Image}".ToLowerInvariant());

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..PlaceLength];

    private bool IsStem(string name, string prefix)
    {
        string start = $"{prefix}-{settings.Image.Name}-";
        return name.StartsWith(start, StringComparison.OrdinalIgnoreCase)
            && name.Length == start.Length + HashLength
            && name[start.Length..].All(char.IsAsciiHexDigit);
    }

    private string Stem(string contentHash) => $"{settings.Image.Name}-{contentHash[..HashLength]}";

    private ResourceId InBuilderGroup(string type, string name) =>
        ResourceId.ForResource(settings.SubscriptionId, settings.ResourceGroups.Builder, type, name);
}
