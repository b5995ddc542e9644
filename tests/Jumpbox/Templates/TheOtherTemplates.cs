using System.Text.Json.Nodes;
using Jumpbox.Bicep;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Tests.Templates;

public sealed class TheOtherTemplates(Compiler compiler) : IClassFixture<Compiler>
{
    [Fact]
    public async Task The_network_role_may_read_the_network_and_join_its_subnets_and_nothing_else() =>
        Assert.Equal(
            ["Microsoft.Network/virtualNetworks/read", "Microsoft.Network/virtualNetworks/subnets/join/action"],
            Actions(await RolesAsync(), 0)
        );

    [Fact]
    public async Task The_image_role_for_a_managed_image_has_no_right_to_galleries() =>
        Assert.Equal(
            ["Microsoft.Compute/images/delete", "Microsoft.Compute/images/read", "Microsoft.Compute/images/write"],
            Actions(await RolesAsync(), 1)
        );

    [Fact]
    public async Task The_image_role_for_a_gallery_may_write_versions() =>
        Assert.Contains(
            "Microsoft.Compute/galleries/images/versions/write",
            Actions(
                await RolesAsync(
                    "image.distribute.kind=gallery",
                    "image.distribute.galleryImageId=/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-gallery/providers/Microsoft.Compute/galleries/gal/images/jumpbox",
                    "image.distribute.galleryVersion=1.2.3"
                ),
                1
            )
        );

    [Fact]
    public async Task Role_assignments_have_names_that_do_not_hang_on_the_principal()
    {
        JumpboxSettings settings = Compiler.Settings();
        JsonObject values = new TemplateValues(settings).ForIdentity(TemplateValues.BuiltInRoles, "any");

        Prediction prediction = await compiler.PredictAsync(TemplateSet.Identity, settings, values);

        JsonObject[] assignments =
        [
            .. prediction.Resources.Where(resource =>
                (string?)resource["type"] == "Microsoft.Authorization/roleAssignments"
            ),
        ];
        Assert.Equal(2, assignments.Length);
        Assert.All(
            assignments,
            assignment =>
            {
                Assert.True(Guid.TryParse(((string)assignment["name"]!).Split('/')[^1], out _));
                Assert.Equal("ServicePrincipal", (string?)assignment["properties"]!["principalType"]);
            }
        );
    }

    [Theory]
    [InlineData(TemplateSet.Roles, "networkRoleGuid imageRoleGuid")]
    [InlineData(TemplateSet.Identity, "builderIdentityResourceId builderIdentityPrincipalId vnetResourceId")]
    [InlineData(TemplateSet.Image, "imageTemplateName imageName distributedImageResourceId")]
    public async Task Outputs_carry_what_the_original_system_put_out(string template, string names)
    {
        JsonObject outputs = (await compiler.Templates.CompileAsync(template))["outputs"]!.AsObject();

        Assert.All(names.Split(' '), name => Assert.True(outputs.ContainsKey(name), name));
    }

    private async Task<Prediction> RolesAsync(params string[] overrides)
    {
        JumpboxSettings settings = Compiler.Settings(overrides);
        return await compiler.PredictAsync(TemplateSet.Roles, settings, new TemplateValues(settings).ForRoles());
    }

    // The roles in the order of their names in the template: the network's, then the image's.
    private static IEnumerable<string?> Actions(Prediction roles, int index) =>
        roles
            .Resources.OrderByDescending(role => (string?)role["properties"]!["roleName"], StringComparer.Ordinal)
            .ElementAt(index)["properties"]!["permissions"]![0]!["actions"]!
            .AsArray()
            .Select(action => (string?)action)
            .Order(StringComparer.Ordinal);
}
