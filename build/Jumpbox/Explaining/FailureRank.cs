namespace Jumpbox.Explaining;

/// <summary>How deep a failure is; a deeper one is reported instead of a shallower one.</summary>
public enum FailureRank
{
    /// <summary>It says only that something failed.</summary>
    Wrapper,

    /// <summary>It follows from a cause, and stands for it if the cause is not in the text.</summary>
    Symptom,

    /// <summary>A cause.</summary>
    Cause,
}
