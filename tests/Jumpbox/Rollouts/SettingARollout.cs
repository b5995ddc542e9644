using System.Security.Cryptography;
using System.Text;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Rollouts;

public sealed class SettingARollout
{
    private const string Groups = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";
    private const string Subnet = $"{Groups}/rg-ops/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-ops";
    private const string Identity =
        $"{Groups}/rg-ops/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-ops";

    private static readonly string[] Machines =
    [
        "rollout.kind=uniform",
        "rollout.resourceGroup=rg-jumpboxes",
        $"rollout.subnetId={Subnet}",
    ];

    private static string Ed25519 => Key("ssh-ed25519", new byte[32]);

    [Fact]
    public void Without_a_kind_there_are_no_machines_and_nothing_is_required() =>
        Assert.False(SampleSettings.Read().Rollout.IsAsked);

    [Theory]
    [InlineData("developer", false)]
    [InlineData("basic", true)]
    public void Only_a_Bastion_with_a_host_of_its_own_needs_rights_to_addresses(string sku, bool needed) =>
        Assert.Equal(
            needed,
            RolloutRights
                .For(Read($"rollout.bastionSku={sku}", "rollout.login=entra"))
                .Any(need => need.Action == "Microsoft.Network/publicIPAddresses/write")
        );

    [Fact]
    public void Users_have_keys_and_no_sudo_unless_it_is_said()
    {
        RolloutSettings rollout = Read(
            $"rollout.users.ops={Ed25519} ops@x,{Rsa(3072)}",
            $"rollout.users.dev={Ed25519}",
            "rollout.sudo=dev"
        ).Rollout;
        Assert.Equal(2, rollout.Users["ops"].Count);
        string config = CloudConfig.Of(rollout);
        Assert.StartsWith("#cloud-config\n", config, StringComparison.Ordinal);
        Assert.Contains("\"sudo\": false", config, StringComparison.Ordinal);
        Assert.Single(config.Split("NOPASSWD").Skip(1));
        Assert.DoesNotContain("default", config, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh-dss AAAA", "of the type ssh-ed25519 or ssh-rsa, not ssh-dss")]
    [InlineData("ecdsa-sha2-nistp256 AAAA", "as ssh-keygen writes it")]
    [InlineData("ssh-ed25519 ????", "damaged")]
    [InlineData("ssh-ed25519 AAAA", "damaged")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", "a private one")]
    [InlineData("from=\"*\" ssh-ed25519 AAAA", "without options")]
    public void A_key_that_is_none_is_named_with_what_is_wrong(string key, string problem)
    {
        string message = Refused($"rollout.users.ops={key}");
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_RSA_key_is_refused_with_its_length() =>
        Assert.Contains("this one has 2048 bits", Refused($"rollout.users.ops={Rsa(2048)}"), StringComparison.Ordinal);

    [Fact]
    public void A_key_of_another_type_than_it_says_is_refused() =>
        Assert.Contains(
            "of another type",
            Refused($"rollout.users.ops=ssh-ed25519 {Rsa(3072).Split(' ')[1]}"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("rollout.users.root=x", "not that of a system user")]
    [InlineData("rollout.users.Ops=x", "lower-case letters")]
    [InlineData("rollout.sudo=nobody-here", "one of the users of rollout.users")]
    [InlineData("rollout.roles=reader@everywhere", "ROLE-GUID@RESOURCE-GROUP-ID")]
    [InlineData("rollout.zones=1,4", "1, 2 or 3")]
    [InlineData("rollout.surge=0", "from 1 to 50")]
    [InlineData("rollout.resourceGroup=rg-imagebuilders-eastus2", "another group than resourceGroups.builder")]
    [InlineData("rollout.bastion=basic", "did you mean rollout.")]
    [InlineData("image.distribute.kind=vhd", "a machine is created from an image")]
    public void A_wrong_value_is_named_with_what_is_expected(string setting, string expected) =>
        Assert.Contains(expected, Refused($"rollout.users.dev={Ed25519}", setting), StringComparison.Ordinal);

    [Fact]
    public void Entra_login_on_a_flexible_set_is_refused_with_the_reason() =>
        Assert.Contains(
            "system-assigned identity",
            Refused("rollout.kind=flexible", "rollout.login=entra"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("uniform", "for single virtual machines")]
    [InlineData("flexible", "for single virtual machines")]
    [InlineData("none", "since rollout.kind is none")]
    public void Just_in_time_access_of_anything_but_single_machines_is_refused_with_the_reason(
        string kind,
        string why
    ) =>
        Assert.Contains(
            why,
            Refused($"rollout.kind={kind}", $"rollout.users.ops={Ed25519}", "rollout.justInTimeHours=3"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0", false)]
    [InlineData("3", true)]
    public void Only_just_in_time_access_needs_rights_to_its_policies(string hours, bool needed) =>
        Assert.Equal(
            needed,
            RolloutRights
                .For(Read("rollout.kind=machines", "rollout.login=entra", $"rollout.justInTimeHours={hours}"))
                .Any(need => need.Action.StartsWith("Microsoft.Security/", StringComparison.Ordinal))
        );

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        string message = Refused(
            "rollout.login=entra",
            $"rollout.users.ops={Ed25519}",
            $"rollout.identityId={Identity}",
            $"rollout.roles=acdd72a7-3385-48ef-bd42-f606fba81ae7@{Groups}/rg-aks",
            "rollout.zones=1,1"
        );
        Assert.Contains("rollout.login", message, StringComparison.Ordinal);
        Assert.Contains("rollout.roles", message, StringComparison.Ordinal);
        Assert.Contains("each zone once", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_for_machines_is_refused_without_them() =>
        Assert.Contains(
            "rollout.kind is none",
            Assert.Throws<SettingsException>(() => SampleSettings.Read($"rollout.subnetId={Subnet}")).Message,
            StringComparison.Ordinal
        );

    private static JumpboxSettings Read(params string[] settings) => SampleSettings.Read([.. Machines, .. settings]);

    private static string Refused(params string[] settings) =>
        Assert.Throws<SettingsException>(() => Read(settings)).Message;

    private static string Rsa(int bits)
    {
        using RSA key = RSA.Create(bits);
        RSAParameters numbers = key.ExportParameters(includePrivateParameters: false);
        return Key("ssh-rsa", numbers.Exponent!, [0, .. numbers.Modulus!]);
    }

    private static string Key(string type, params byte[][] fields) =>
        $"{type} {Convert.ToBase64String([.. fields.Prepend(Encoding.ASCII.GetBytes(type)).SelectMany(field => (byte[])[0, 0, (byte)(field.Length >> 8), (byte)field.Length, .. field])])}";
}
