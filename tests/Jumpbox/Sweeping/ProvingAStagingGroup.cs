using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Sweeping;

/// <summary>Name, tags, template and contents must agree before a group may be deleted; each alone proves nothing.</summary>
public sealed class ProvingAStagingGroup
{
    private const string Template = "imgt-aks-jumpbox-0123456789ab";
    private const string Name = "IT_rg-imagebuilders-eastus2_imgt-aks-jumpbo_2e359f4d-d19e-43fe-be68-330d742a3c92";
    private const string Group = $"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/{Name}";
    private static readonly Names Ours = new(OwnSettings());

    [Fact]
    public void What_agrees_in_everything_is_proven() => Assert.Empty(Objections());

    [Fact]
    public void A_production_group_with_all_our_tags_is_not()
    {
        string objection = Assert.Single(Objections(name: "rg-production"));

        Assert.Contains($"not named as Azure Image Builder names the staging group of {Template}", objection);
    }

    [Theory]
    [InlineData(TagNames.Owner, "theirs@rg")]
    [InlineData(StagingTags.CreatedBy, "me")]
    [InlineData(StagingTags.TemplateGroup, "rg-other")]
    public void Each_tag_must_be_there_and_be_right(string tag, string wrong)
    {
        Assert.Contains($"its tag {tag} is {wrong}, not ", Assert.Single(Objections(tag: (tag, wrong))));
        Assert.Equal($"it has no tag {tag}", Assert.Single(Objections(tag: (tag, null))));
    }

    [Theory]
    [InlineData("imgt-other-0123456789ab")]
    [InlineData("imgt-aks-jumpbox-2")]
    [InlineData("imgt-aks-jumpbox-0123456789ab-x")]
    [InlineData("prod")]
    public void Its_template_must_have_a_name_that_we_give(string template) =>
        Assert.Contains(
            $"{template} is not a template name of the pipeline",
            Objections(tag: (StagingTags.Template, template))
        );

    [Fact]
    public void Without_the_tag_of_its_template_neither_name_nor_template_is_proven() =>
        Assert.Equal(
            ["it is not named as Azure Image Builder names staging groups", $"it has no tag {StagingTags.Template}"],
            Objections(tag: (StagingTags.Template, null))
        );

    [Theory]
    [InlineData(TemplateState.Building, "is running")]
    [InlineData(TemplateState.Foreign, "does not have the pipeline's tag")]
    [InlineData(TemplateState.InUse, "uses it")]
    public void A_template_that_lives_keeps_it(TemplateState state, string reason) =>
        Assert.Contains(reason, Assert.Single(Objections(state: state)));

    [Fact]
    public void A_finished_template_of_ours_that_works_elsewhere_does_not() =>
        Assert.Empty(Objections(state: TemplateState.Finished));

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "z3hdpy5u8lhsw1gurjzvr2h6")]
    [InlineData("microsoft.storage/StorageAccounts", "z3hdpy5u8lhsw1gurjzvr2h6")]
    [InlineData("Microsoft.ContainerInstance/containerGroups", "vmimagebuilder-build-container-0a1b2c3d")]
    [InlineData("Microsoft.Compute/virtualMachines", "pkrvmufqfqhco1x")]
    [InlineData("Microsoft.Compute/disks", "pkrosufqfqhco1x")]
    [InlineData("Microsoft.Compute/disks", "pkrddufqfqhco1x-1")]
    [InlineData("Microsoft.Network/networkInterfaces", "pkrniufqfqhco1x")]
    [InlineData("Microsoft.Network/publicIPAddresses", "pkripufqfqhco1x")]
    [InlineData("Microsoft.Network/virtualNetworks", "pkrvnufqfqhco1x")]
    [InlineData("Microsoft.Network/networkSecurityGroups", "pkrsgufqfqhco1x")]
    [InlineData("Microsoft.KeyVault/vaults", "pkrkvufqfqhco1x")]
    public void What_the_service_makes_may_be_in_it(string type, string name) =>
        Assert.Empty(Objections(resources: (type, name)));

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "stproduction")]
    [InlineData("Microsoft.Compute/virtualMachines", "vm-production")]
    [InlineData("Microsoft.Compute/virtualMachines", "pkrvmufqfqhco1x-2")]
    [InlineData("Microsoft.Compute/virtualMachines", "pkrniufqfqhco1x")]
    [InlineData("Microsoft.Compute/disks", "data")]
    [InlineData("Microsoft.Network/virtualNetworks", "vnet-hub")]
    [InlineData("Microsoft.KeyVault/vaults", "kv-production")]
    [InlineData("Microsoft.Sql/servers", "pkrvmufqfqhco1x")]
    [InlineData("Microsoft.Compute/images", "img-aks-jumpbox-0123456789ab")]
    public void Anything_else_keeps_it_and_is_named(string type, string name) =>
        Assert.Equal(
            $"it contains {Group}/providers/{type}/{name}, which Azure Image Builder does not create",
            Assert.Single(Objections(resources: (type, name)))
        );

    [Fact]
    public void Contents_that_are_not_known_keep_it() =>
        Assert.Equal(
            "its contents are unknown: Forbidden",
            Assert.Single(Objections(contents: new GroupContents([], [], "Forbidden")))
        );

    [Fact]
    public void A_lock_anywhere_in_it_keeps_it() =>
        Assert.Equal(
            "it is locked by the-lock",
            Assert.Single(Objections(contents: new GroupContents([], ["the-lock"], null)))
        );

    [Fact]
    public void It_is_kept_where_it_may_hold_the_VHD_of_an_image() =>
        Assert.Contains("VHD", Assert.Single(Objections(vhd: true)));

    [Fact]
    public void All_that_does_not_agree_is_told_at_once() =>
        Assert.Equal(
            4,
            Objections(
                name: "rg-production",
                tag: (StagingTags.CreatedBy, null),
                state: TemplateState.Foreign,
                resources: ("Microsoft.Sql/servers", "sql")
            ).Count
        );

    private static IReadOnlyList<string> Objections(
        string name = Name,
        (string Name, string? Value)? tag = null,
        TemplateState state = TemplateState.Gone,
        GroupContents? contents = null,
        bool vhd = false,
        params (string Type, string Name)[] resources
    )
    {
        Dictionary<string, string> tags = new()
        {
            [TagNames.Owner] = Ours.Owner,
            [StagingTags.CreatedBy] = StagingTags.Builder,
            [StagingTags.Template] = Template,
            [StagingTags.TemplateGroup] = "rg-imagebuilders-eastus2",
        };
        if (tag is { } changed)
        {
            tags.Remove(changed.Name);
            if (changed.Value is { } value)
            {
                tags[changed.Name] = value;
            }
        }
        contents ??= new GroupContents(
            [.. resources.Select(one => ($"{Group}/providers/{one.Type}/{one.Name}", one.Type))],
            [],
            null
        );
        return new StagingProof(Ours, vhd).Objections(name, tags, state, contents);
    }

    private static JumpboxSettings OwnSettings()
    {
        const string subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
        const string network =
            $"/subscriptions/{subscription}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet";
        return SampleSettings.Read(
            $"subscription={subscription}",
            "image.name=aks-jumpbox",
            "resourceGroups.builder=rg-imagebuilders-eastus2",
            $"network.buildSubnetId={network}/subnets/build",
            $"network.containerInstanceSubnetId={network}/subnets/containers"
        );
    }
}
