using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Azure.Clients;

/// <summary>The bodies of a probe's machine in the build subnet.</summary>
internal static class ProbeMachine
{
    /// <summary>How long a command may take, in seconds; the script ends before.</summary>
    public const int CommandSeconds = 120;

    private const string User = "probe";

    // The certificates of a line, from the end of the chain, so that seven lines fit into the answer of Run Command.
    private const int DetailBytes = 400;

    /// <summary>The body of its network interface, without a public address.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="started">When the run started.</param>
    public static JsonObject Interface(JumpboxSettings settings, DateTimeOffset started) =>
        Body(
            settings,
            started,
            new()
            {
                ["ipConfigurations"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "probe",
                        ["properties"] = new JsonObject
                        {
                            ["subnet"] = new JsonObject { ["id"] = $"{settings.Network.BuildSubnetId}" },
                        },
                    }
                ),
            }
        );

    /// <summary>
    /// The body of the machine: of the build VM's size and base image, so that quota, offer and architecture are those that are
    /// checked. It accepts a key that nobody has.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="image">The base image; null for a custom one.</param>
    /// <param name="started">When the run started.</param>
    public static JsonObject Machine(JumpboxSettings settings, BaseImage? image, DateTimeOffset started)
    {
        Names names = new(settings);
        return Body(
            settings,
            started,
            new()
            {
                ["hardwareProfile"] = new JsonObject { ["vmSize"] = settings.BuildVm.Size },
                ["storageProfile"] = new JsonObject
                {
                    ["imageReference"] = Reference(settings, image),
                    ["osDisk"] = new JsonObject
                    {
                        ["name"] = names.ProbeDisk.Name,
                        ["createOption"] = "FromImage",
                        ["deleteOption"] = "Delete",
                    },
                },
                ["osProfile"] = new JsonObject
                {
                    ["computerName"] = "probe",
                    ["adminUsername"] = User,
                    ["linuxConfiguration"] = new JsonObject
                    {
                        ["disablePasswordAuthentication"] = true,
                        ["ssh"] = new JsonObject
                        {
                            ["publicKeys"] = new JsonArray(
                                new JsonObject
                                {
                                    ["path"] = $"/home/{User}/.ssh/authorized_keys",
                                    ["keyData"] = KeyThatNobodyHas(),
                                }
                            ),
                        },
                    },
                },
                ["networkProfile"] = new JsonObject
                {
                    ["networkInterfaces"] = new JsonArray(
                        new JsonObject
                        {
                            ["id"] = $"{names.ProbeInterface}",
                            ["properties"] = new JsonObject { ["primary"] = true, ["deleteOption"] = "Delete" },
                        }
                    ),
                },
            }
        );
    }

    /// <summary>The body of a command. Its creation ends when the script has started.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="lines">What it connects to.</param>
    public static JsonObject Command(JumpboxSettings settings, string script, string lines) =>
        new()
        {
            ["location"] = settings.Location,
            ["properties"] = new JsonObject
            {
                ["source"] = new JsonObject { ["script"] = script },
                ["parameters"] = new JsonArray(
                    new JsonObject { ["name"] = "TARGETS", ["value"] = lines },
                    new JsonObject { ["name"] = "DETAIL_BYTES", ["value"] = $"{DetailBytes}" }
                ),
                ["asyncExecution"] = true,
                ["timeoutInSeconds"] = CommandSeconds,
            },
        };

    /// <summary>The private address of an interface; null if it has none yet.</summary>
    public static string? AddressOf(JsonObject? card) =>
        card.Objects("properties", "ipConfigurations").FirstOrDefault().Text("properties", "privateIPAddress");

    private static JsonObject Body(JumpboxSettings settings, DateTimeOffset started, JsonObject properties) =>
        new()
        {
            ["location"] = settings.Location,
            ["tags"] = ProbeGroup.Tags(settings, started),
            ["properties"] = properties,
        };

    private static JsonObject Reference(JumpboxSettings settings, BaseImage? image) =>
        image is null
            ? new() { ["id"] = $"{settings.Image.Base.ImageId}" }
            : new()
            {
                ["publisher"] = image.Publisher,
                ["offer"] = image.Offer,
                ["sku"] = image.Sku,
                ["version"] = image.Version,
            };

    // An OpenSSH public key is type, exponent and modulus, each with its length (RFC 4253, section 6.6). The private key is lost here.
    private static string KeyThatNobodyHas()
    {
        using RSA key = RSA.Create(2048);
        RSAParameters numbers = key.ExportParameters(includePrivateParameters: false);
        byte[] blob =
        [
            .. Part(Encoding.ASCII.GetBytes("ssh-rsa")),
            .. Part(numbers.Exponent!),
            .. Part([0, .. numbers.Modulus!]),
        ];
        return $"ssh-rsa {Convert.ToBase64String(blob)}";
    }

    private static byte[] Part(byte[] bytes) =>
        [
            (byte)(bytes.Length >> 24),
            (byte)(bytes.Length >> 16),
            (byte)(bytes.Length >> 8),
            (byte)bytes.Length,
            .. bytes,
        ];
}
