using System.Globalization;

namespace Jumpbox.Settings;

/// <summary>The rules of <c>buildVm.fallbackSizes</c>.</summary>
internal static class FallbackSizes
{
    private const string Path = "buildVm.fallbackSizes";

    /// <summary>Rejects sizes that no attempt would use.</summary>
    public static void Check(SettingValues values, JumpboxSettings settings)
    {
        BuildVmSettings vm = settings.BuildVm;
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { vm.Size };
        foreach (string size in vm.FallbackSizes.Where(size => !seen.Add(size)))
        {
            values.RejectEntry(Path, size, "a size that is neither buildVm.size nor listed before");
        }
        if (vm.FallbackSizes.Count >= vm.Attempts)
        {
            values.Reject(
                Path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"fewer sizes than buildVm.attempts ({vm.Attempts}), because each attempt uses one size"
                ),
                null
            );
        }
    }
}
