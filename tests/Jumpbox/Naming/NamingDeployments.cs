using Jumpbox.Naming;

namespace Jumpbox.Tests.Naming;

/// <summary>Deployments to the subscription meet there from all regions and owners; each has a name of its own.</summary>
public sealed class NamingDeployments
{
    private static readonly string Usual = Name();

    [Theory]
    [InlineData("location=westeurope")]
    [InlineData("resourceGroups.builder=rg-other-builders")]
    [InlineData("resourceGroups.image=rg-other-images")]
    [InlineData("image.name=other-jumpbox")]
    public void Another_region_owner_or_image_group_has_another_name(string other) =>
        Assert.NotEqual(Usual, Name(other));

    [Theory]
    [InlineData("buildVm.size=Standard_D4ds_v4")]
    [InlineData("resourceGroups.image=RG-JUMPBOX-IMAGES")]
    public void What_does_not_tell_them_apart_does_not_change_the_name(string other) =>
        Assert.Equal(Usual, Name(other));

    [Fact]
    public void The_longest_image_name_gives_a_name_that_Azure_takes() =>
        Assert.InRange(Name($"image.name=a{new string('b', 39)}").Length, 1, 64);

    private static string Name(params string[] overrides) =>
        new Names(SampleSettings.Read(overrides)).SubscriptionDeployment("roles");
}
