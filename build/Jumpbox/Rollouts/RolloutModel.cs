using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Templates;

namespace Jumpbox.Rollouts;

/// <summary>
/// What the machines of one revision are made of: the parameters of <c>templates/jumpboxes.bicep</c>. Another image or other settings are another
/// revision, with other names, as a Deployment of Kubernetes has another ReplicaSet for another pod template.
/// </summary>
public sealed class RolloutModel
{
    private const int RevisionLength = 12;
    private readonly RolloutSettings _rollout;
    private readonly JsonObject _values;

    /// <summary>Creates the model.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="image">The image.</param>
    /// <param name="location">The region of the subnet.</param>
    /// <param name="form">Trusted Launch and the OS disk.</param>
    /// <param name="template">The compiled template, which the user may have edited.</param>
    public RolloutModel(
        JumpboxSettings settings,
        ResourceId image,
        string location,
        MachineForm form,
        JsonObject template
    )
    {
        _rollout = settings.Rollout;
        RolloutNames names = new(_rollout);
        _values = new JsonObject
        {
            ["location"] = location,
            ["kind"] = _rollout.Kind.ToString().ToLowerInvariant(),
            ["size"] = _rollout.Size,
            ["zones"] = new JsonArray([.. _rollout.Zones.Select(zone => JsonValue.Create(zone))]),
            ["subnetId"] = $"{_rollout.SubnetId}",
            ["imageId"] = $"{image}",
            ["hasTrustedLaunch"] = form.HasTrustedLaunch,
            ["diskPlacement"] = form.Placement ?? "",
            ["adminUsername"] = RolloutSettings.UnusedUser,
            ["adminKey"] = NobodysKey,
            ["cloudConfig"] = CloudConfig.Of(_rollout),
            ["identityId"] = $"{(_rollout.CreatesIdentity ? names.Identity : _rollout.IdentityId)}",
            ["usesEntra"] = _rollout.UsesEntra,
            ["dataCollectionRuleId"] = _rollout.WorkspaceId is null ? "" : $"{names.Rule}",
            ["healthPort"] = _rollout.HealthPort,
            ["healthPath"] = _rollout.HealthPath ?? "",
        };
        Image = image;
        Location = location;
        Revision = DeploymentDigest.Of(_values, template)[..RevisionLength];
    }

    /// <summary>The image.</summary>
    public ResourceId Image { get; }

    /// <summary>The region.</summary>
    public string Location { get; }

    /// <summary>The revision: twelve hexadecimal digits.</summary>
    public string Revision { get; }

    /// <summary>The quota of the machines' size, for example <c>standardDDSv4Family</c>; empty if it is unknown.</summary>
    public string QuotaFamily { get; init; } = "";

    /// <summary>The cores of a machine; 0 if Azure does not report them.</summary>
    public int Cores { get; init; }

    /// <summary>The parameters of the template.</summary>
    /// <param name="instances">How many instances a scale set has.</param>
    /// <param name="numbers">The numbers of the single machines to create.</param>
    /// <param name="tags">The tags.</param>
    public JsonObject Values(int instances, IEnumerable<int> numbers, IReadOnlyDictionary<string, string> tags)
    {
        JsonObject values = (JsonObject)_values.DeepClone();
        values["name"] = RolloutNames.Stem(_rollout, Revision);
        values["computerNamePrefix"] = $"jb-{Revision}";
        values["instances"] = instances;
        values["numbers"] = new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]);
        values["tags"] = TemplateValues.Map(tags);
        return values;
    }

    // Azure requires a key for the user that cloud-init does not create. These bytes are a digest, so nobody has the private key of the point.
    private static string NobodysKey
    {
        get
        {
            byte[] type = Encoding.ASCII.GetBytes("ssh-ed25519");
            byte[] point = SHA256.HashData(Encoding.ASCII.GetBytes("the key of a user that does not exist"));
            byte[] blob = [0, 0, 0, (byte)type.Length, .. type, 0, 0, 0, (byte)point.Length, .. point];
            return $"ssh-ed25519 {Convert.ToBase64String(blob)}";
        }
    }
}
