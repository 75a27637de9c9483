package dev.vitrine.tensor;

import java.lang.ref.Reference;

/** The same values on another device; dx is dy on the device of x. */
final class Transfer implements Operation {

    /** Elements at a time, since those of a storage are counted by an int. */
    private static final int PIECE = 1 << 28;

    private final Device from;

    Transfer(Device from) {
        this.from = from;
    }

    @Override
    public String name() {
        return "to";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        View y = f.allocate(x.shape());
        copy(x, y);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        if (!dx.accumulate()) {
            copy(b.gradient(), dx.view());
            return;
        }
        View returned = copy(b.gradient(), from);
        try {
            from.kernels().copy(returned.reshape(dx.view().shape()), dx.view(), true);
        } finally {
            returned.storage().release();
        }
    }

    /** A copy in memory of a device; the caller releases it. */
    static View copy(View view, Device to) {
        Storage storage = to.kernels().allocate(view.dtype(), view.length());
        View copy = View.of(storage, 0, view.shape());
        copy(view, copy);
        return copy;
    }

    /** Both contiguous and of one length. */
    static void copy(View from, View to) {
        for (long first = 0; first < from.length(); first += PIECE) {
            int count = (int) Math.min(PIECE, from.length() - first);
            from.storage().copyTo(from.offset() + first, to.storage(), to.offset() + first, count);
        }
        Reference.reachabilityFence(from.storage());
        Reference.reachabilityFence(to.storage());
    }
}
