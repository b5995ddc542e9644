using Jumpbox.Settings;

namespace Jumpbox.Explaining;

/// <summary>One attempt of an image build.</summary>
/// <param name="Sizes">The sizes that the build VM may have, the preferred one first.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Place">The place of its size among them.</param>
public sealed record BuildAttempt(IReadOnlyList<string> Sizes, int Number, int Place)
{
    /// <summary>The size of its build VM.</summary>
    public string Size => Sizes[Place];

    /// <summary>How many sizes no attempt has used yet.</summary>
    public int Untried => Sizes.Count - Place - 1;

    /// <summary>The first attempt.</summary>
    /// <param name="settings">The sizes.</param>
    public static BuildAttempt First(BuildVmSettings settings) => new(settings.Sizes, 1, 0);

    /// <summary>The next one.</summary>
    /// <param name="otherSize">Whether it has the next size, if there is one.</param>
    public BuildAttempt Next(bool otherSize) =>
        this with
        {
            Number = Number + 1,
            Place = otherSize && Untried > 0 ? Place + 1 : Place,
        };
}
