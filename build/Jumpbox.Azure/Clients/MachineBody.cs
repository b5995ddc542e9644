using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Clients;

/// <summary>The bodies of the requests that create a throwaway machine and its commands. It accepts a key that nobody has.</summary>
internal static class MachineBody
{
    /// <summary>The body of its network interface, without a public address.</summary>
    public static JsonObject Interface(MachineOrder order) =>
        Body(
            order,
            new()
            {
                ["ipConfigurations"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = order.User,
                        ["properties"] = new JsonObject { ["subnet"] = new JsonObject { ["id"] = $"{order.Subnet}" } },
                    }
                ),
            }
        );

    /// <summary>The body of the machine. Interface and disk are deleted with it.</summary>
    public static JsonObject Machine(MachineOrder order)
    {
        JsonObject properties = new()
        {
            ["hardwareProfile"] = new JsonObject { ["vmSize"] = order.Size },
            ["storageProfile"] = new JsonObject
            {
                ["imageReference"] = order.Image.DeepClone(),
                ["osDisk"] = Disk(order),
            },
            ["osProfile"] = new JsonObject
            {
                ["computerName"] = order.Machine.Name,
                ["adminUsername"] = order.User,
                ["linuxConfiguration"] = new JsonObject
                {
                    ["disablePasswordAuthentication"] = true,
                    ["ssh"] = new JsonObject
                    {
                        ["publicKeys"] = new JsonArray(
                            new JsonObject
                            {
                                ["path"] = $"/home/{order.User}/.ssh/authorized_keys",
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
                        ["id"] = $"{order.Interface}",
                        ["properties"] = new JsonObject { ["primary"] = true, ["deleteOption"] = "Delete" },
                    }
                ),
            },
        };
        if (order.HasTrustedLaunch)
        {
            properties["securityProfile"] = new JsonObject
            {
                ["securityType"] = "TrustedLaunch",
                ["uefiSettings"] = new JsonObject { ["secureBootEnabled"] = true, ["vTpmEnabled"] = true },
            };
        }
        if (order.HasDiagnostics)
        {
            properties["diagnosticsProfile"] = new JsonObject
            {
                ["bootDiagnostics"] = new JsonObject { ["enabled"] = true },
            };
        }
        JsonObject body = Body(order, properties);
        if (order.Identity is { } identity)
        {
            body["identity"] = new JsonObject
            {
                ["type"] = "UserAssigned",
                ["userAssignedIdentities"] = new JsonObject { [$"{identity}"] = new JsonObject() },
            };
        }
        return body;
    }

    /// <summary>The body of a command. Its creation ends when the script has started.</summary>
    /// <param name="location">The machine's region.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="seconds">How long it may take, in seconds.</param>
    /// <param name="parameters">Environment variables of the script.</param>
    public static JsonObject Command(
        string location,
        string script,
        int seconds,
        params IReadOnlyList<(string Name, string Value)> parameters
    )
    {
        JsonObject properties = new()
        {
            ["source"] = new JsonObject { ["script"] = script },
            ["asyncExecution"] = true,
            ["timeoutInSeconds"] = seconds,
        };
        if (parameters.Count > 0)
        {
            properties["parameters"] = new JsonArray([
                .. parameters.Select(one => new JsonObject { ["name"] = one.Name, ["value"] = one.Value }),
            ]);
        }
        return new() { ["location"] = location, ["properties"] = properties };
    }

    private static JsonObject Disk(MachineOrder order)
    {
        JsonObject disk = new()
        {
            ["name"] = order.Disk.Name,
            ["createOption"] = "FromImage",
            ["deleteOption"] = "Delete",
        };
        if (order.Placement is { } placement)
        {
            // An ephemeral disk has no other caching: azure-compute-docs, ephemeral-os-disks.md.
            disk["caching"] = "ReadOnly";
            disk["diffDiskSettings"] = new JsonObject { ["option"] = "Local", ["placement"] = placement };
        }
        return disk;
    }

    private static JsonObject Body(MachineOrder order, JsonObject properties) =>
        new()
        {
            ["location"] = order.Location,
            ["tags"] = order.Tags.DeepClone(),
            ["properties"] = properties,
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
