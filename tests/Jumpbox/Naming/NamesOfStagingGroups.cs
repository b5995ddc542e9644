using Jumpbox.Naming;

namespace Jumpbox.Tests.Naming;

public sealed class NamesOfStagingGroups
{
    private const string Id = "2e359f4d-d19e-43fe-be68-330d742a3c92";

    [Theory]
    [InlineData("rg-b", "t", "IT_rg-b_t_")]
    [InlineData(
        "rg-avd-cit-infrastructure",
        "AVD-GoldenImage-Template",
        "IT_rg-avd-cit-infrastructure_AVD-GoldenImag_"
    )]
    [InlineData("github-vms", "imagebuilderTemplate_1697456804241", "IT_github-vms_imagebuilderTemplate_16974568_")]
    [InlineData("RG-B", "T", "it_rg-b_t_")]
    public void The_service_composes_them_of_group_template_and_guid(string group, string template, string start) =>
        Assert.True(StagingGroupName.Fits(start + Id, group, template));

    [Theory]
    [InlineData("rg-production")]
    [InlineData("IT_rg-b_t")]
    [InlineData($"IT_rg-b_t{Id}")]
    [InlineData("IT_rg-b_t_2e359f4dd19e43febe68330d742a3c92")]
    [InlineData("IT_rg-b_t_2e359f4d-d19e-43fe-be68-330d742a3cXX")]
    [InlineData($"IT_rg-b_other_{Id}")]
    [InlineData($"IT_rg-c_t_{Id}")]
    [InlineData($"IT_rg-b_{Id}")]
    [InlineData($"IT_rg-b__{Id}")]
    [InlineData($"XX_rg-b_t_{Id}")]
    [InlineData("")]
    public void No_other_name_is_one(string name) => Assert.False(StagingGroupName.Fits(name, "rg-b", "t"));

    [Fact]
    public void A_short_name_is_never_cut() =>
        Assert.False(StagingGroupName.Fits($"IT_rg-b_imgt-jump_{Id}", "rg-b", "imgt-jump-000000000000"));

    [Fact]
    public void A_group_that_is_cut_itself_proves_nothing()
    {
        string group = new('g', 50);
        Assert.False(StagingGroupName.Fits($"IT_{group[..40]}_{Id}", group, "t"));
    }
}
