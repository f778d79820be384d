// what jshell begins with: see docs/README.md
import java.lang.foreign.*
import org.ndview.*
import org.ndview.format.*
import org.ndview.image.*
import org.ndview.json.*
import org.ndview.npy.*
import org.ndview.safetensors.*
NdView m = NdView.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}).reshape(3, 4)
