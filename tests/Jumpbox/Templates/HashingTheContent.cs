using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Tests.Templates;

public sealed class HashingTheContent(Compiler compiler) : IClassFixture<Compiler>
{
    [Fact]
    public async Task Another_size_of_the_build_machine_is_another_content() =>
        Assert.NotEqual(
            await HashAsync(Compiler.Settings()),
            await HashAsync(Compiler.Settings("buildVm.size=Standard_D4ds_v4"))
        );

    [Fact]
    public async Task Another_line_of_a_step_is_another_content() =>
        Assert.NotEqual(
            await HashAsync(Compiler.Settings()),
            await HashAsync(Compiler.Settings(), line: "echo otherwise")
        );

    [Fact]
    public async Task The_tenant_is_no_content() =>
        Assert.Equal(await HashAsync(Compiler.Settings()), await HashAsync(Compiler.Settings("tenant=")));

    [Fact]
    public async Task Another_compiler_process_gives_the_same_hash()
    {
        await using Compiler other = new();
        Prediction again = await other.PredictImageAsync(Compiler.Settings());

        Assert.Equal(await HashAsync(Compiler.Settings()), ContentHash.Of(again));
    }

    private async Task<string> HashAsync(JumpboxSettings settings, string line = "echo made") =>
        ContentHash.Of(await compiler.PredictImageAsync(settings, line: line));
}
